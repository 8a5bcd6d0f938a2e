/// A key of a dictionary: `1`, `1.0` and `True` are one key, as in Python; texts differ when their code points do.
struct Key: Hashable {
  let value: Value

  /// A key of a text.
  init(text: String) { value = .string(text) }

  /// A key of a value.
  ///
  /// - Throws: `PythonError` when Python could not hash the value.
  init(_ value: Value) throws(PythonError) {
    switch value {
    case .none, .bool, .int, .double, .string, .markup: break
    case .tuple(let items): for item in items { _ = try Key(item) }
    case .undefined(let undefined): throw undefined.error
    default:
      throw PythonError(
        "a value of type \(value.type) cannot be a key or an item of a set", remedy: "Use a text or a number.")
    }
    self.value = value
  }

  static func == (left: Key, right: Key) -> Bool {
    // Hashable values compare without errors.
    (try? left.value.equals(right.value)) ?? false
  }

  func hash(into hasher: inout Hasher) {
    switch value {
    case .string(let text), .markup(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .bool(let flag): hasher.combine(flag ? 1 : 0)
    case .int(let number): hasher.combine(number)
    case .double(let number):
      if let whole = Int(exactly: number) { hasher.combine(whole) } else { hasher.combine(number) }
    case .tuple(let items): hasher.combine(items.count)
    default: hasher.combine(0)
    }
  }
}
