/// A value as Python has it: what a field of a doc, a literal or an expression of a template is.
///
/// Dictionaries have text keys only, in the order of insertion, as JSON objects and the fields of a doc do.
public enum PythonValue: Sendable {
  /// `None`; `null` in JSON and YAML.
  case none
  /// `True` or `False`.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A number with a fraction, an infinity or NaN.
  case double(Double)
  /// A text: a sequence of code points.
  case string(String)
  /// A list or a tuple.
  case list([PythonValue])
  /// A dictionary.
  case dictionary(Dictionary)
}

extension PythonValue: Equatable {
  /// Whether two values are the same value of the same kind.
  ///
  /// Texts are compared code point by code point, as Python does, and not by canonical equivalence, as Swift does.
  /// `1`, `1.0` and `True` are three values here, though Python's `==` holds between them.
  public static func == (left: PythonValue, right: PythonValue) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.list(let left), .list(let right)): left == right
    case (.dictionary(let left), .dictionary(let right)): left == right
    default: false
    }
  }
}
