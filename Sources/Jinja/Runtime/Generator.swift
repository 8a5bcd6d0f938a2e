/// Items that can be taken once, as from a Python generator.
final class Generator {
  /// What made the items, for messages.
  let source: String
  /// The items that are left.
  private(set) var rest: ArraySlice<Value>

  init(_ items: [Value], from source: String) {
    self.source = source
    rest = items[...]
  }

  /// How many items are left.
  var count: Int { rest.count }

  /// All items that are left.
  func takeAll() -> [Value] {
    defer { rest = [] }
    return Array(rest)
  }

  /// The next item; nil when none is left.
  func next() -> Value? { rest.popFirst() }
}
