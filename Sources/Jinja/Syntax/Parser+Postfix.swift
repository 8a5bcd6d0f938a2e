internal import PythonValues

extension Parser {
  /// How many arguments of a call may have names.
  private static let mostNames = 1000

  /// Reads `.name`, `[…]` and `(…)` behind an expression.
  mutating func parsePostfix(_ expression: Expression) throws(JinjaError) -> Expression {
    var steps: [Expression.Step] = []
    while true {
      if skip(".") {
        steps.append(try parseAttribute())
      } else if sees("[") {
        steps.append(try parseSubscript())
      } else if sees("(") {
        let arguments = try parseArguments()
        steps.append(.call(arguments, place(of: expression, steps), levels: nesting))
      } else {
        return Self.chain(expression, steps)
      }
    }
  }

  /// Reads filters, tests and calls behind an expression.
  mutating func parseFilters(_ expression: Expression) throws(JinjaError) -> Expression {
    var steps: [Expression.Step] = []
    while true {
      let place = following.place
      if skip("|") {
        let filter = try parseFilterName()
        steps.append(.filter(filter, try parseOptionalArguments(), place))
      } else if sees(word: "is") {
        try parseTest(into: &steps)
      } else if sees("(") {
        steps.append(.call(try parseArguments(), token.place, levels: nesting))
      } else {
        return Self.chain(expression, steps)
      }
    }
  }

  private static func chain(_ expression: Expression, _ steps: [Expression.Step]) -> Expression {
    guard !steps.isEmpty else { return expression }
    if case .steps(let first, let earlier) = expression { return .steps(first, earlier + steps) }
    return .steps(expression, steps)
  }

  /// The place of the name that is called, or of what stands behind the call.
  private func place(of expression: Expression, _ steps: [Expression.Step]) -> Place {
    switch (steps.last, expression) {
    case (.attribute(_, let place)?, _), (nil, .name(_, let place)): return place
    case (nil, .steps(_, let earlier)):
      if case .attribute(_, let place)? = earlier.last { return place }
      return token.place
    default: return token.place
    }
  }

  private mutating func parseAttribute() throws(JinjaError) -> Expression.Step {
    let place = token.place
    if case .int(let index) = token.kind {
      advance()
      return .item(.constant(.int(index)), place)
    }
    return .attribute(try expectName("a name or number behind the dot"), place)
  }

  private mutating func parseSubscript() throws(JinjaError) -> Expression.Step {
    try expect("[")
    let place = token.place
    let start = sees(":") ? nil : try parseExpression()
    if skip(":") {
      let stop = sees(":") || sees("]") ? nil : try parseExpression()
      let step = skip(":") && !sees("]") ? try parseExpression() : nil
      try expect("]")
      return .slice(.init(start: start, stop: stop, step: step), place)
    }
    guard let start else { throw unexpected("an index") }
    try expect("]")
    return .item(start, place)
  }

  // MARK: Filters, tests and arguments

  mutating func parseFilterName() throws(JinjaError) -> Filter {
    let place = token.place
    let name = try expectName("a filter's name")
    guard let filter = Filters.named(name) else {
      throw JinjaError(.unknown("filter", name, known: Filters.names), at: place)
    }
    return filter
  }

  private mutating func parseTest(into steps: inout [Expression.Step]) throws(JinjaError) {
    try expect(word: "is")
    let isNegated = skip(word: "not")
    let place = token.place
    let name = try expectName("a test's name")
    guard let test = Tests.named(name) else {
      throw JinjaError(.unknown("test", name, known: Tests.names), at: place)
    }
    var arguments = CallArguments()
    if sees("(") {
      arguments = try parseArguments()
    } else if beginsArgument {
      guard !sees(word: "is") else {
        throw JinjaError("a test cannot follow a test", at: token.place, remedy: "Put the first in brackets.")
      }
      arguments.positional = [try parsePostfix(try parsePrimary())]
    }
    steps.append(.test(test, arguments, place))
    if isNegated { steps.append(.negation(place)) }
  }

  private var beginsArgument: Bool {
    switch token.kind {
    case .name(let name): !["else", "or", "and"].contains(name)
    case .string, .int, .double, .sign("["), .sign("{"): true
    default: false
    }
  }

  mutating func parseOptionalArguments() throws(JinjaError) -> CallArguments {
    sees("(") ? try parseArguments() : CallArguments()
  }

  private mutating func parseArguments() throws(JinjaError) -> CallArguments {
    try expect("(")
    var arguments = CallArguments()
    while !sees(")") {
      try parseArgument(into: &arguments)
      if !sees(")") { try expect(",") }
    }
    advance()
    return arguments
  }

  private mutating func parseArgument(into arguments: inout CallArguments) throws(JinjaError) {
    guard !sees("*"), !sees("**") else {
      throw JinjaError(.unsupported("unpacking of arguments", instead: "Write them one by one."), at: token.place)
    }
    if case .name(let name) = token.kind, following.kind == .sign("=") {
      let place = token.place
      guard !arguments.named.contains(where: { ExactText($0.name) == ExactText(name) }) else {
        throw JinjaError("the argument \"\(name)\" is given twice", at: place, remedy: "Give it once.")
      }
      guard arguments.named.count < Self.mostNames else {
        throw JinjaError(
          "a call has more than \(Self.mostNames) arguments with names", at: place, remedy: "Give a dictionary.")
      }
      advance()
      advance()
      arguments.named.append(.init(name: name, value: try parseExpression()))
      return
    }
    guard arguments.named.isEmpty else { throw unexpected("an argument with a name") }
    arguments.positional.append(try parseExpression())
  }
}
