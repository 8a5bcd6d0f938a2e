internal import PythonValues

/// Cuts a template into tokens as Jinja does with `keep_trailing_newline` and without `trim_blocks`, `lstrip_blocks` and
/// line statements.
///
/// Every line end of the template counts as `\n`.
struct Lexer {
  var reader: ScalarReader
  private(set) var tokens: [Token] = []
  private var place = Place()
  private var placed = 0

  private init(_ source: String) {
    reader = ScalarReader(PythonText.replace(PythonText.withUnixNewlines(source), "\r", with: "\n"))
  }

  /// All tokens of a template, `end` at last.
  static func tokens(of source: String) throws(JinjaError) -> [Token] {
    var lexer = Lexer(source)
    while lexer.reader.peek != nil { try lexer.readTextAndTag() }
    lexer.append(.end, at: lexer.reader.position)
    return lexer.tokens
  }

  private mutating func readTextAndTag() throws(JinjaError) {
    let start = reader.position
    reader.seek(anyOf: ["{{", "{%", "{#"])
    let tag = reader.position
    let opening = reader.take(upTo: 2) { _ in true }
    let sign = reader.skip(anyOf: ["-", "+"])
    appendText(start..<tag, stripsEnd: sign == "-")
    switch opening {
    case "{{": try readTag(.variableBegin, .variableEnd, ends: ["-}}", "}}"], at: tag)
    case "{%": if try !readRaw(at: tag) { try readTag(.blockBegin, .blockEnd, ends: ["+%}", "-%}", "%}"], at: tag) }
    case "{#": try skipComment(at: tag)
    default: break
    }
  }

  private mutating func skipComment(at tag: Int) throws(JinjaError) {
    let start = reader.position
    reader.seek(anyOf: ["#}"])
    let isStripping = reader.position > start && reader.scalars[reader.position - 1] == "-"
    guard reader.skip("#}") else { throw unclosed("comment", "#}", at: tag) }
    if isStripping { skipSpace() }
  }

  /// Reads `{% raw %}…{% endraw %}` when it is there; the reader stands behind `{%`.
  private mutating func readRaw(at tag: Int) throws(JinjaError) -> Bool {
    let start = reader.position
    guard skipRawTag("raw", ends: ["-%}", "%}"]) else {
      reader.position = start
      return false
    }
    let body = reader.position
    while true {
      reader.seek(anyOf: ["{%"])
      let end = reader.position
      guard reader.skip("{%") else { throw unclosed("raw block", "{% endraw %}", at: tag) }
      let sign = reader.skip(anyOf: ["-", "+"])
      if skipRawTag("endraw", ends: ["+%}", "-%}", "%}"]) {
        appendText(body..<end, stripsEnd: sign == "-")
        return true
      }
      reader.position = end + 1
    }
  }

  private mutating func skipRawTag(_ name: String, ends: [String]) -> Bool {
    skipSpace()
    guard reader.skip(name) else { return false }
    skipSpace()
    return skipTagEnd(ends)
  }

  /// Passes over the end of a tag, and over the space behind it where the end says so.
  mutating func skipTagEnd(_ ends: [String]) -> Bool {
    guard let end = reader.skip(anyOf: ends) else { return false }
    if end.hasPrefix("-") { skipSpace() }
    return true
  }

  mutating func skipSpace() { _ = reader.take(while: PythonText.isWhitespace) }

  private mutating func appendText(_ positions: Range<Int>, stripsEnd: Bool) {
    let text = reader.text(positions)
    let stripped = stripsEnd ? PythonText.strip(text, .trailing) : text
    if !stripped.isEmpty { append(.data(stripped), at: positions.lowerBound) }
  }

  mutating func append(_ kind: Token.Kind, at position: Int) {
    tokens.append(Token(kind: kind, place: place(of: position)))
  }

  /// The place of a position; positions are mostly asked for in order.
  mutating func place(of position: Int) -> Place {
    if position < placed { (place, placed) = (Place(), 0) }
    while placed < position {
      place.pass(reader.scalars[placed])
      placed += 1
    }
    return place
  }

  mutating func unclosed(_ what: String, _ end: String, at position: Int) -> JinjaError {
    JinjaError("the \(what) that begins here is not closed", at: place(of: position), remedy: "Close it with \(end).")
  }
}

/// A piece of a template as the parser sees it, and where it begins.
struct Token {
  enum Kind: Equatable {
    /// Text outside of tags.
    case data(String)
    /// `{{`
    case variableBegin
    /// `}}`
    case variableEnd
    /// `{%`
    case blockBegin
    /// `%}`
    case blockEnd
    case name(String)
    case string(String)
    case int(Int)
    case double(Double)
    /// An operator, a bracket or a comma.
    case sign(String)
    /// The end of the template.
    case end
  }

  let kind: Kind
  let place: Place

  /// The token in words, for messages.
  var description: String {
    switch kind {
    case .data: "text"
    case .variableBegin: "\"{{\""
    case .variableEnd: "\"}}\""
    case .blockBegin: "\"{%\""
    case .blockEnd: "\"%}\""
    case .name(let name): "\"\(name)\""
    case .string: "a text in quotes"
    case .int(let number): "\"\(number)\""
    case .double(let number): "\"\(number)\""
    case .sign(let sign): "\"\(sign)\""
    case .end: "the end of the template"
    }
  }
}

/// A place in a template's text: line and column from 1, columns in code points.
struct Place: Sendable, Hashable {
  var line: Int32 = 1
  var column: Int32 = 1

  /// Moves behind a code point.
  mutating func pass(_ scalar: Unicode.Scalar) {
    if scalar == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
}
