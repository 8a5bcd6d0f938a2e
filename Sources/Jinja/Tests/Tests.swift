/// What can stand behind `is`.
typealias TestDefinition = Callable<Value, Bool>

/// All tests.
enum Tests {
  private static let all = kinds + comparisons
  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Names of all tests.
  static let names = all.map(\.name).sorted()

  /// A test by name; nil when there is none.
  static func named(_ name: String) -> TestDefinition? { byName[name] }
}
