extension Parser {
  /// Reads `.name`, `[…]` and `(…)` behind an expression.
  mutating func parsePostfix(_ expression: Expression) throws(JinjaError) -> Expression {
    var expression = expression
    while true {
      if skip(".") {
        expression = try parseAttribute(of: expression)
      } else if sees("[") {
        expression = try parseSubscript(of: expression)
      } else if sees("(") {
        expression = .call(expression, try parseArguments(), place(of: expression))
      } else {
        return expression
      }
    }
  }

  /// Reads filters, tests and calls behind an expression.
  mutating func parseFilters(_ expression: Expression) throws(JinjaError) -> Expression {
    var expression = expression
    while true {
      let place = following.place
      if skip("|") {
        let filter = try parseFilterName()
        expression = .filter(expression, filter, try parseOptionalArguments(), place)
      } else if sees(word: "is") {
        expression = try parseTest(of: expression)
      } else if sees("(") {
        expression = .call(expression, try parseArguments(), self.token.place)
      } else {
        return expression
      }
    }
  }

  private func place(of expression: Expression) -> Place {
    switch expression {
    case .name(_, let place), .attribute(_, _, let place): place
    default: token.place
    }
  }

  private mutating func parseAttribute(of expression: Expression) throws(JinjaError) -> Expression {
    let place = token.place
    if case .int(let index) = token.kind {
      advance()
      return .item(expression, .constant(.int(index)), place)
    }
    return .attribute(expression, try expectName("a name or number behind the dot"), place)
  }

  private mutating func parseSubscript(of expression: Expression) throws(JinjaError) -> Expression {
    try expect("[")
    let place = token.place
    let start = sees(":") ? nil : try parseExpression()
    if skip(":") {
      let stop = sees(":") || sees("]") ? nil : try parseExpression()
      let step = skip(":") && !sees("]") ? try parseExpression() : nil
      try expect("]")
      return .slice(expression, .init(start: start, stop: stop, step: step), place)
    }
    guard let start else { throw unexpected("an index") }
    try expect("]")
    return .item(expression, start, place)
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

  private mutating func parseTest(of expression: Expression) throws(JinjaError) -> Expression {
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
    let result = Expression.test(expression, test, arguments, place)
    return isNegated ? .not(result, place) : result
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
      guard !arguments.named.contains(where: { $0.name == name }) else {
        throw JinjaError("the argument \"\(name)\" is given twice", at: place, remedy: "Give it once.")
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
