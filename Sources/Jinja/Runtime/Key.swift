internal import PythonValues

/// A key of a dictionary: `1`, `1.0` and `True` are one key, as in Python; texts differ when their code points do.
struct Key: Hashable {
  let value: Value

  /// A key of a text.
  init(text: String) { value = .string(text) }

  /// A key of a value.
  ///
  /// - Throws: `PythonError` when Python could not hash the value.
  init(_ value: Value, _ budget: Budget) throws(PythonError) {
    try Self.check(value, budget)
    self.value = value
  }

  private static func check(_ value: Value, _ budget: Budget) throws(PythonError) {
    switch value {
    case .none, .bool, .int, .double: break
    case .string, .markup: try budget.read(value)
    case .tuple(let items):
      try budget.read(value)
      for item in items { try check(item, budget) }
    case .undefined(let undefined): throw undefined.error
    default:
      throw PythonError(
        "a value of type \(value.type) cannot be a key or an item of a set", remedy: "Use a text or a number.")
    }
  }

  static func == (left: Key, right: Key) -> Bool {
    // Hashable values compare without errors, and what a key may cost was counted when it was made.
    (try? left.value.equals(right.value, nil)) ?? false
  }

  func hash(into hasher: inout Hasher) { Self.hash(value, into: &hasher) }

  private static func hash(_ value: Value, into hasher: inout Hasher) {
    switch value {
    case .string(let text), .markup(let text): hasher.combine(ExactText(text))
    case .tuple(let items):
      hasher.combine(items.count)
      for item in items { hash(item, into: &hasher) }
    default: hasher.combine(value.number)
    }
  }
}
