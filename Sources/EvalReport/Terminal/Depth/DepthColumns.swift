import EvalCore

/// A table with columns that are always there, and one a loop count, of which as many are shown as a width takes.
struct DepthColumns {
  /// What is always there.
  let fixed: [TableColumn]
  /// One a loop count.
  let depths: [TableColumn]

  /// Places of the loop counts that fit: all of them, else the first, the last and some between, at least two.
  func places(_ axis: DepthAxis, width: Int) -> [Int] {
    let room = width - 1 - Self.width(fixed)
    guard Self.width(depths) > room else { return Array(depths.indices) }
    let widest = depths.map(\.width).max() ?? 0
    return LogSpaced.places(count: max(2, room / (widest + 1)), in: axis.values)
  }

  /// The table with some of the loop counts.
  func table(_ places: [Int]) -> TextTable { TextTable(columns: fixed + places.map { depths[$0] }) }

  /// With the bar after every column.
  private static func width(_ columns: [TableColumn]) -> Int { columns.reduce(0) { $0 + $1.width + 1 } }
}
