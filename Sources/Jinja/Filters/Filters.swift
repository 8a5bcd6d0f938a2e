/// What can stand behind `|`.
typealias Filter = Callable<Value, Value>

/// All filters.
enum Filters {
  private static let all = text + numbers + sequences + selections + markup
  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Names of all filters.
  static let names = all.map(\.name).sorted()

  /// A filter by name; nil when there is none.
  static func named(_ name: String) -> Filter? { byName[name] }
}
