internal import OrderedCollections

extension Parser {
  /// Reads an expression, or several with commas between them, which make a tuple.
  mutating func parseTuple(
    withConditional: Bool = true, endingAt word: String? = nil, allowsNothing: Bool = false
  ) throws(JinjaError) -> Expression {
    var items: [Expression] = []
    var isTuple = false
    while !isTupleEnd(word) {
      items.append(try parseExpression(withConditional: withConditional))
      guard skip(",") else { break }
      isTuple = true
    }
    if !isTuple, let item = items.first { return item }
    guard isTuple || allowsNothing else { throw unexpected("an expression") }
    return .tuple(items)
  }

  private func isTupleEnd(_ word: String?) -> Bool {
    switch token.kind {
    case .variableEnd, .blockEnd, .sign(")"): true
    case .name(let name): name == word
    default: false
    }
  }

  /// Reads an expression, `a if b else c` included unless told otherwise.
  mutating func parseExpression(withConditional: Bool = true) throws(JinjaError) -> Expression {
    guard withConditional else { return try parseOr() }
    var expression = try parseOr()
    while sees(word: "if") {
      let place = token.place
      advance()
      let test = try parseOr()
      let otherwise = skip(word: "else") ? try parseExpression() : nil
      expression = .conditional(test: test, then: expression, otherwise: otherwise, place)
    }
    return expression
  }

  private mutating func parseOr() throws(JinjaError) -> Expression {
    var left = try parseAnd()
    while sees(word: "or") {
      let place = token.place
      advance()
      left = .or(left, try parseAnd(), place)
    }
    return left
  }

  private mutating func parseAnd() throws(JinjaError) -> Expression {
    var left = try parseNot()
    while sees(word: "and") {
      let place = token.place
      advance()
      left = .and(left, try parseNot(), place)
    }
    return left
  }

  private mutating func parseNot() throws(JinjaError) -> Expression {
    let place = token.place
    return skip(word: "not") ? .not(try parseNot(), place) : try parseComparison()
  }

  private mutating func parseComparison() throws(JinjaError) -> Expression {
    let first = try parseSum()
    var comparisons: [Expression.Comparison] = []
    while true {
      let place = token.place
      guard let sign = skipComparison() else { break }
      comparisons.append(.init(sign: sign, operand: try parseSum(), place: place))
    }
    return comparisons.isEmpty ? first : .comparison(first, comparisons)
  }

  private mutating func skipComparison() -> ComparisonOperator? {
    if case .sign(let sign) = token.kind, let comparison = ComparisonOperator(sign: sign) {
      advance()
      return comparison
    }
    if skip(word: "in") { return .isIn }
    guard sees(word: "not"), following.kind == .name("in") else { return nil }
    advance()
    advance()
    return .isNotIn
  }

  private mutating func parseSum() throws(JinjaError) -> Expression {
    var left = try parseConcatenation()
    while let (operation, place) = skipOperator(["+", "-"]) {
      left = .binary(left, operation, try parseConcatenation(), place)
    }
    return left
  }

  private mutating func parseConcatenation() throws(JinjaError) -> Expression {
    let place = token.place
    var parts = [try parseProduct()]
    while skip("~") { parts.append(try parseProduct()) }
    return parts.count == 1 ? parts[0] : .concatenation(parts, place)
  }

  private mutating func parseProduct() throws(JinjaError) -> Expression {
    var left = try parsePower()
    while let (operation, place) = skipOperator(["*", "/", "//", "%"]) {
      left = .binary(left, operation, try parsePower(), place)
    }
    return left
  }

  /// Powers associate to the left and bind weaker than signs, as in Jinja and unlike Python.
  private mutating func parsePower() throws(JinjaError) -> Expression {
    var left = try parseUnary()
    while let (operation, place) = skipOperator(["**"]) { left = .binary(left, operation, try parseUnary(), place) }
    return left
  }

  private mutating func skipOperator(_ signs: [String]) -> (BinaryOperator, Place)? {
    let place = token.place
    guard case .sign(let sign) = token.kind, signs.contains(sign), let operation = BinaryOperator(rawValue: sign) else {
      return nil
    }
    advance()
    return (operation, place)
  }

  private mutating func parseUnary(withFilters: Bool = true) throws(JinjaError) -> Expression {
    let place = token.place
    var expression: Expression
    if skip("-") {
      expression = .sign(negative: true, try parseUnary(withFilters: false), place)
    } else if skip("+") {
      expression = .sign(negative: false, try parseUnary(withFilters: false), place)
    } else {
      expression = try parsePrimary()
    }
    expression = try parsePostfix(expression)
    return withFilters ? try parseFilters(expression) : expression
  }

  mutating func parsePrimary() throws(JinjaError) -> Expression {
    let token = token
    switch token.kind {
    case .name(let name):
      advance()
      return Self.constant(name).map(Expression.constant) ?? .name(number(of: name), token.place)
    case .string: return .constant(.string(parseStrings()))
    case .int(let number):
      advance()
      return .constant(.int(number))
    case .double(let number):
      advance()
      return .constant(.double(number))
    case .sign("("):
      advance()
      let expression = try parseTuple(allowsNothing: true)
      try expect(")")
      return expression
    case .sign("["): return .list(try parseList())
    case .sign("{"): return .dictionary(try parseEntries(), token.place)
    default: throw unexpected("an expression")
    }
  }

  private static func constant(_ name: String) -> PythonValue? {
    switch name {
    case "true", "True": .bool(true)
    case "false", "False": .bool(false)
    case "none", "None": PythonValue.none
    default: nil
    }
  }

  /// Texts that follow each other are one.
  private mutating func parseStrings() -> String {
    var result = ""
    while case .string(let text) = token.kind {
      result += text
      advance()
    }
    return result
  }

  private mutating func parseList() throws(JinjaError) -> [Expression] {
    try expect("[")
    var items: [Expression] = []
    while !sees("]") {
      items.append(try parseExpression())
      if !sees("]") { try expect(",") }
    }
    advance()
    return items
  }

  private mutating func parseEntries() throws(JinjaError) -> [Expression.Entry] {
    try expect("{")
    var entries: [Expression.Entry] = []
    while !sees("}") {
      let key = try parseExpression()
      try expect(":")
      entries.append(.init(key: key, value: try parseExpression()))
      if !sees("}") { try expect(",") }
    }
    advance()
    return entries
  }
}
