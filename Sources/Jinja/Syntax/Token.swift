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
