internal import OrderedCollections
internal import PythonValues

extension Parser {
  /// Reads an expression, or several with commas between them, which make a tuple.
  mutating func parseTuple(
    withConditional: Bool = true, endingAt word: String? = nil, allowsNothing: Bool = false
  ) throws(JinjaError) -> Expression {
    let place = token.place
    var items: [Expression] = []
    var isTuple = false
    while !isTupleEnd(word) {
      items.append(try parseExpression(withConditional: withConditional))
      guard skip(",") else { break }
      isTuple = true
    }
    if !isTuple, let item = items.first { return item }
    guard isTuple || allowsNothing else { throw unexpected("an expression") }
    return .tuple(items, place)
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
    let before = nesting
    try enter()
    var expression = try parseOr()
    while withConditional, sees(word: "if") {
      let place = token.place
      advance()
      let test = try parseOr()
      let otherwise = skip(word: "else") ? try parseExpression() : nil
      expression = .conditional(test: test, then: expression, otherwise: otherwise, place)
      // Without an else, the next if goes around this one.
      if otherwise == nil { try enter() }
    }
    nesting = before
    return expression
  }

  private mutating func parseOr() throws(JinjaError) -> Expression {
    let first = try parseAnd()
    var others: [Expression.Operand] = []
    while let place = skipWord("or") { others.append(.init(expression: try parseAnd(), place: place)) }
    return others.isEmpty ? first : .or(first, others)
  }

  private mutating func parseAnd() throws(JinjaError) -> Expression {
    let first = try parseNot()
    var others: [Expression.Operand] = []
    while let place = skipWord("and") { others.append(.init(expression: try parseNot(), place: place)) }
    return others.isEmpty ? first : .and(first, others)
  }

  /// Passes over a word, and tells where it stood.
  private mutating func skipWord(_ word: String) -> Place? {
    let place = token.place
    return skip(word: word) ? place : nil
  }

  private mutating func parseNot() throws(JinjaError) -> Expression {
    guard let place = skipWord("not") else { return try parseComparison() }
    try enter()
    defer { leave() }
    return .not(try parseNot(), place)
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
    try parseOperations(["+", "-"]) { (parser) throws(JinjaError) in try parser.parseConcatenation() }
  }

  private mutating func parseConcatenation() throws(JinjaError) -> Expression {
    let place = token.place
    var parts = [try parseProduct()]
    while skip("~") { parts.append(try parseProduct()) }
    return parts.count == 1 ? parts[0] : .concatenation(parts, place)
  }

  private mutating func parseProduct() throws(JinjaError) -> Expression {
    try parseOperations(["*", "/", "//", "%"]) { (parser) throws(JinjaError) in try parser.parsePower() }
  }

  /// Powers associate to the left and bind weaker than signs, as in Jinja and unlike Python.
  private mutating func parsePower() throws(JinjaError) -> Expression {
    try parseOperations(["**"]) { (parser) throws(JinjaError) in try parser.parseUnary() }
  }

  private mutating func parseOperations(
    _ signs: [String], _ parseOperand: (inout Parser) throws(JinjaError) -> Expression
  ) throws(JinjaError) -> Expression {
    let first = try parseOperand(&self)
    var operations: [Expression.Operation] = []
    while let (sign, place) = skipOperator(signs) {
      operations.append(.init(sign: sign, operand: try parseOperand(&self), place: place))
    }
    return operations.isEmpty ? first : .binary(first, operations)
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
    if sees("-") || sees("+") {
      let isNegative = sees("-")
      advance()
      try enter()
      expression = .sign(negative: isNegative, try parseUnary(withFilters: false), place)
      leave()
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
    case .sign("["): return .list(try parseList(), token.place)
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
