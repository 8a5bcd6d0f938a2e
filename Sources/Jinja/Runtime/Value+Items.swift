internal import OrderedCollections
internal import PythonValues

extension Value {
  /// What a `for` would go over; a generator is used up.
  ///
  /// - Throws: `PythonError` for what is not there or cannot be gone over.
  func items(_ budget: Budget) throws(PythonError) -> [Value] {
    switch self {
    case .list(let items), .tuple(let items): return items
    case .string(let text), .markup(let text):
      let count = text.unicodeScalars.count
      try budget.allow(Budget.item, times: count)
      try budget.keep(Budget.item * count)
      return text.unicodeScalars.map { .string(String($0)) }
    case .dictionary(let mapping):
      try budget.keep(Budget.item * mapping.count)
      return mapping.keys.map(\.value)
    case .view(let view): return view.items
    case .range(let range): return try range.numbers(budget)
    case .generator(let generator): return generator.takeAll()
    case .undefined(.noElse): return []
    case .undefined(let undefined): throw undefined.error
    default:
      throw PythonError(
        "a value of type \(type) has no items to go over", remedy: "Use a list, a text, a dictionary or range().")
    }
  }

  /// Whether a `for` could go over it.
  var isIterable: Bool {
    switch self {
    case .list, .tuple, .string, .markup, .dictionary, .view, .range, .generator, .loop: true
    default: false
    }
  }

  /// Python's `len()`.
  func count() throws(PythonError) -> Int {
    switch self {
    case .list(let items), .tuple(let items): return items.count
    case .string(let text), .markup(let text): return text.unicodeScalars.count
    case .dictionary(let mapping): return mapping.count
    case .view(let view): return view.items.count
    case .range(let range): return range.count
    case .loop(let loop): return loop.items.count
    case .undefined(.noElse): return 0
    case .undefined(let undefined): throw undefined.error
    default: throw PythonError("a value of type \(type) has no length", remedy: "Use a list, a text or a dictionary.")
    }
  }

  /// Python's `item in container`.
  func contains(_ item: Value, _ budget: Budget) throws(PythonError) -> Bool {
    switch self {
    case .string(let text), .markup(let text):
      if case .undefined(let undefined) = item { throw undefined.error }
      guard let part = item.text else {
        throw PythonError(
          "a value of type \(item.type) is looked for in a text", remedy: "Turn it into text first: (… | string) in ….")
      }
      try budget.read(self)
      try budget.read(item)
      return PythonText.contains(text, part)
    case .dictionary(let mapping): return mapping[try Key(item, budget)] != nil
    case .range(let range):
      switch item.number {
      case .int(let number): return range.contains(number)
      case .double(let number): return Int(exactly: number).map(range.contains) ?? false
      case nil:
        if case .undefined(let undefined) = item { throw undefined.error }
        return false
      }
    default:
      for candidate in try items(budget) where try candidate.equals(item, budget) { return true }
      return false
    }
  }

  /// How many lists, tuples and dictionaries may lie inside each other; JSON data has at most 100 levels.
  static let deepest = 200

  /// The value as an item of a list, dictionary or namespace.
  ///
  /// - Throws: `PythonError` when the whole would be nested too deep, or for what is no data and could hold itself.
  func asItem(_ budget: Budget) throws(PythonError) -> Value {
    try checkNesting(budget, level: 1)
    return self
  }

  private func checkNesting(_ budget: Budget, level: Int) throws(PythonError) {
    switch self {
    case .list(let items), .tuple(let items): try Self.checkNesting(items, budget, level)
    case .dictionary(let mapping): try Self.checkNesting(mapping.values, budget, level)
    case .view(let view): try Self.checkNesting(view.items, budget, level)
    case .generator(let generator): try Self.checkNesting(generator.rest, budget, level)
    case .namespace, .loop, .function:
      throw .unsupported("a value of type \(type) as an item", instead: "Keep it in a name of its own.")
    case .undefined, .none, .bool, .int, .double, .string, .markup, .range: break
    }
  }

  private static func checkNesting(
    _ items: some Collection<Value>, _ budget: Budget, _ level: Int
  ) throws(PythonError) {
    guard level < deepest else {
      throw PythonError("values are nested deeper than \(deepest) levels", remedy: "Put fewer lists into each other.")
    }
    try budget.spend(items.count)
    for item in items { try item.checkNesting(budget, level: level + 1) }
  }
}
