internal import OrderedCollections

extension Value {
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
