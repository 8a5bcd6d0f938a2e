internal import OrderedCollections

extension PythonValue {
  /// Python's `bool()`: false for `None`, `False`, zero and what is empty.
  public var isTruthy: Bool {
    switch self {
    case .none: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .double(let number): number != 0
    case .string(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .dictionary(let fields): !fields.isEmpty
    }
  }

  /// Python's `==`: `1`, `1.0` and `True` are equal, NaN equals nothing.
  public func pythonEquals(_ other: PythonValue) -> Bool {
    // Values of docs compare without errors.
    (try? Value(self).equals(Value(other))) ?? false
  }
}
