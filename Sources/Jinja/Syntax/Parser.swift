internal import PythonValues

/// Reads tokens into statements; `Parser+Expressions` reads what gives a value, `Parser+Tags` what stands in `{% … %}`.
struct Parser {
  private let tokens: [Token]
  private var position = 0
  /// Names of the template; a name's number is its position.
  private(set) var names: [String] = []
  private var numbers: [ExactText: Int] = [:]
  /// How many brackets, conditions and loops stand around the present token.
  var nesting = 0

  /// How many may; Jinja's own parser gives up at about 80.
  private static let deepest = 100

  init(_ tokens: [Token]) { self.tokens = tokens }

  /// The present token.
  var token: Token { tokens[position] }

  /// The token behind the present one.
  var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  /// Passes over the present token.
  mutating func advance() { position = min(position + 1, tokens.count - 1) }

  /// The name that was read last; empty when it was none.
  var lastWord: String {
    guard position > 0, case .name(let name) = tokens[position - 1].kind else { return "" }
    return name
  }

  /// Reads text and tags up to a tag of one of some names, of which it reads the name; up to the end of the template
  /// where no names are given.
  mutating func parseBody(until ends: [String], of opening: Token? = nil) throws(JinjaError) -> [Statement] {
    var body: [Statement] = []
    try enter()
    while true {
      let token = token
      advance()
      switch token.kind {
      case .data(let text): body.append(.text(text, token.place))
      case .variableBegin:
        let place = self.token.place
        body.append(.output(try parseTuple(), place))
        try expect(.variableEnd, "\"}}\"")
      case .blockBegin:
        if case .name(let name) = self.token.kind, ends.contains(name) {
          advance()
          leave()
          return body
        }
        body.append(try parseTag(expecting: ends))
        try expect(.blockEnd, "\"%}\"")
      default:
        guard let opening else {
          leave()
          return body
        }
        throw JinjaError(
          "the tag \(opening.description) is not closed", at: opening.place,
          remedy: "Close it with {% \(ends.last ?? "") %}.")
      }
    }
  }

  // MARK: Nesting

  /// Begins something that may hold itself.
  mutating func enter() throws(JinjaError) {
    nesting += 1
    guard nesting <= Self.deepest else {
      throw JinjaError(
        "brackets, conditions and loops are nested deeper than \(Self.deepest) levels", at: token.place,
        remedy: "Use {% set %} for the inner ones.")
    }
  }

  /// Ends it.
  mutating func leave() { nesting -= 1 }

  // MARK: Tokens

  /// The number of a name.
  mutating func number(of name: String) -> Int {
    if let number = numbers[ExactText(name)] { return number }
    names.append(name)
    numbers[ExactText(name)] = names.count - 1
    return names.count - 1
  }

  func sees(_ sign: String) -> Bool { token.kind == .sign(sign) }

  func sees(word: String) -> Bool { token.kind == .name(word) }

  mutating func skip(_ sign: String) -> Bool { skip(.sign(sign)) }

  mutating func skip(word: String) -> Bool { skip(.name(word)) }

  private mutating func skip(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  mutating func expect(_ sign: String) throws(JinjaError) { try expect(.sign(sign), "\"\(sign)\"") }

  mutating func expect(word: String) throws(JinjaError) { try expect(.name(word), "\"\(word)\"") }

  mutating func expect(_ kind: Token.Kind, _ text: String) throws(JinjaError) {
    guard skip(kind) else { throw unexpected(text) }
  }

  mutating func expectName(_ what: String) throws(JinjaError) -> String {
    guard case .name(let name) = token.kind else { throw unexpected(what) }
    advance()
    return name
  }

  /// The error of a token that does not fit.
  func unexpected(_ expected: String) -> JinjaError {
    JinjaError(
      "expected \(expected), found \(token.description)", at: token.place,
      remedy:
        "Placeholders look like {{ question.strip() }} or {{ choices[0] }}, statements like {% if x %}…{% endif %}.")
  }
}
