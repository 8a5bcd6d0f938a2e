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

// MARK: - Texts

extension PythonValue {
  /// Python's `str()`: a text as it is, everything else as `repr`.
  public var str: String {
    if case .string(let text) = self { return text }
    return repr
  }

  /// Python's `repr()`, for example `['a', "b'c", 1.0, True, None]`; tuples look like lists.
  public var repr: String {
    switch self {
    case .none: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .int(let number): String(number)
    case .double(let number): PythonFloat.repr(number)
    case .string(let text): PythonRepr.quoted(text)
    case .list(let items): "[\(items.map(\.repr).joined(separator: ", "))]"
    case .dictionary(let fields):
      "{\(fields.map { "\(PythonRepr.quoted($0.key)): \($0.value.repr)" }.joined(separator: ", "))}"
    }
  }
}

// MARK: - Equality

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

  /// Python's `==`: `1`, `1.0` and `True` are equal, NaN equals nothing, the order of a dictionary's fields is no part of it.
  public func pythonEquals(_ other: PythonValue) -> Bool {
    switch (self, other) {
    case (.none, .none): return true
    case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
    case (.list(let left), .list(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.pythonEquals($1) }
    case (.dictionary(let left), .dictionary(let right)):
      return left.count == right.count && left.allSatisfy { right[$0.key]?.pythonEquals($0.value) == true }
    default:
      guard let left = number, let right = other.number else { return false }
      return left == right
    }
  }

  /// The number of a number or bool; nil for everything else.
  public var number: PythonNumber? {
    switch self {
    case .bool(let flag): .int(flag ? 1 : 0)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    default: nil
    }
  }
}
