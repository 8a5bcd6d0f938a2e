/// A value that a template can name.
public enum TemplateValue: Sendable, Hashable {
  /// A text.
  case text(String)
  /// A whole number; written in decimal.
  case integer(Int)
  /// A list of texts; only its items can be written.
  case list([String])

  /// What the value is, for error messages.
  var kind: String {
    switch self {
    case .text: "a text"
    case .integer: "a number"
    case .list: "a list"
    }
  }
}
