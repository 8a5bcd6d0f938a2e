extension Parser {
  private static let tags = ["if", "for", "set", "macro", "raw"]

  private static let closings = ["elif", "else", "endif", "endfor", "endset", "endmacro", "endraw"]

  private static let constants = ["true", "false", "none", "True", "False", "None"]

  /// Reads a tag and, where it has one, its body; `%}` of its last part is left.
  mutating func parseTag(expecting ends: [String]) throws(JinjaError) -> Statement {
    let tag = token
    let name = try expectName("a tag's name")
    switch name {
    case "if": return try parseIf(tag)
    case "for": return try parseFor(tag)
    case "set": return try parseSet(tag)
    case "macro": return try parseMacro(tag)
    default: throw unknownTag(name, tag, expecting: ends)
    }
  }

  private func unknownTag(_ name: String, _ tag: Token, expecting ends: [String]) -> JinjaError {
    if Self.closings.contains(name) {
      let expected = ends.isEmpty ? "" : " Expected here: \(ends.joined(separator: ", "))."
      return JinjaError("\"\(name)\" closes nothing", at: tag.place, remedy: "Check the tags before it.\(expected)")
    }
    return JinjaError(.unknown("tag", name, known: Self.tags + ends), at: tag.place)
  }

  private mutating func parseIf(_ tag: Token) throws(JinjaError) -> Statement {
    var branches: [Statement.Branch] = []
    while true {
      let place = token.place
      let test = try parseTuple(withConditional: false)
      let body = try parseBlock(until: ["elif", "else", "endif"], of: tag)
      branches.append(Statement.Branch(test: test, body: body.statements, place: place))
      switch body.end {
      case "elif": continue
      case "else":
        return .branches(branches, otherwise: try parseBlock(until: ["endif"], of: tag).statements)
      default: return .branches(branches, otherwise: [])
      }
    }
  }

  private mutating func parseFor(_ tag: Token) throws(JinjaError) -> Statement {
    let target = try parseTarget(endingAt: "in")
    try expect(word: "in")
    let items = try parseTuple(withConditional: false, endingAt: "recursive")
    let condition = skip(word: "if") ? try parseExpression() : nil
    guard !sees(word: "recursive") else {
      throw JinjaError(
        .unsupported("a recursive loop", instead: "Use a loop in a loop, or a macro."), at: token.place)
    }
    let body = try parseBlock(until: ["endfor", "else"], of: tag)
    let otherwise = body.end == "else" ? try parseBlock(until: ["endfor"], of: tag).statements : []
    return .loop(
      Statement.ForLoop(
        target: target, loopName: number(of: "loop"), items: items, condition: condition, body: body.statements,
        otherwise: otherwise,
        place: tag.place))
  }

  private mutating func parseSet(_ tag: Token) throws(JinjaError) -> Statement {
    let target = try parseTarget(withFields: true)
    if skip("=") { return .set(target, try parseTuple(), tag.place) }
    var filters: [Statement.FilterCall] = []
    while skip("|") {
      let place = token.place
      let filter = try parseFilterName()
      filters.append(Statement.FilterCall(filter: filter, arguments: try parseOptionalArguments(), place: place))
    }
    return .setBlock(target, filters, try parseBlock(until: ["endset"], of: tag).statements, tag.place)
  }

  private mutating func parseMacro(_ tag: Token) throws(JinjaError) -> Statement {
    let text = try expectName("the macro's name")
    try expect("(")
    var parameters: [MacroDefinition.Parameter] = []
    while !sees(")") {
      if !parameters.isEmpty { try expect(",") }
      let place = token.place
      let parameter = try expectName("a parameter's name")
      let fallback = skip("=") ? try parseExpression() : nil
      guard fallback != nil || parameters.last?.fallback == nil else {
        throw JinjaError(
          "the parameter \"\(parameter)\" has no value behind one that has", at: place, remedy: "Give it a value too.")
      }
      parameters.append(.init(name: number(of: parameter), text: parameter, fallback: fallback))
    }
    try expect(")")
    let name = number(of: text)
    let body = try parseBlock(until: ["endmacro"], of: tag).statements
    return .macro(MacroDefinition(name: name, text: text, parameters: parameters, body: body))
  }

  /// A tag's body, and the name of the tag that ends it.
  private struct Block {
    let statements: [Statement]
    let end: String
  }

  private mutating func parseBlock(until ends: [String], of opening: Token) throws(JinjaError) -> Block {
    _ = skip(":")
    try expect(.blockEnd, "\"%}\"")
    let statements = try parseBody(until: ends, of: opening)
    return Block(statements: statements, end: lastWord)
  }

  // MARK: Targets

  private mutating func parseTarget(endingAt word: String? = nil, withFields: Bool = false) throws(JinjaError) -> Target
  {
    var targets = [try parseSingleTarget(withFields: withFields)]
    var isTuple = false
    while skip(",") {
      isTuple = true
      guard word.map({ !sees(word: $0) }) ?? !sees("="), !sees(")") else { break }
      targets.append(try parseSingleTarget(withFields: withFields))
    }
    return isTuple ? .tuple(targets) : targets[0]
  }

  private mutating func parseSingleTarget(withFields: Bool) throws(JinjaError) -> Target {
    if skip("(") {
      try enter()
      let target = try parseTarget(withFields: withFields)
      leave()
      try expect(")")
      return target
    }
    let place = token.place
    let name = try expectName("a name")
    guard !Self.constants.contains(name) else {
      throw JinjaError("\"\(name)\" is a constant", at: place, remedy: "Choose another name.")
    }
    if withFields, skip(".") { return .field(ofNamespace: number(of: name), try expectName("a field's name")) }
    return .name(number(of: name))
  }
}
