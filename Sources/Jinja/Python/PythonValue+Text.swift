internal import OrderedCollections

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
