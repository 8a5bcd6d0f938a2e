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
