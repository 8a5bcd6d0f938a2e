/// Random tables with the row and column totals of a given one: each is a permutation of the docs' columns.
///
/// Only the docs outside the largest row are drawn (a partial Fisher–Yates shuffle); the largest row gets the rest.
struct PermutedTables {
  private let table: ContingencyTable
  private let largestRow: Int
  private let drawnRows: [Int]
  private var columns: [Int]
  private var generator = SplitMix64(seed: 0)

  /// Permutations of `table`, always the same sequence.
  init(_ table: ContingencyTable) {
    self.table = table
    let largest = table.rowTotals.indices.max { table.rowTotals[$0] < table.rowTotals[$1] } ?? 0
    largestRow = largest
    drawnRows = table.rowTotals.indices.filter { $0 != largest }
      .flatMap { Array(repeating: $0, count: table.rowTotals[$0]) }
    columns = table.columnTotals.indices.flatMap { Array(repeating: $0, count: table.columnTotals[$0]) }
  }

  /// The next table.
  mutating func next() -> [[Int]] {
    var counts = table.rowTotals.map { _ in table.columnTotals.map { _ in 0 } }
    counts[largestRow] = table.columnTotals
    for (position, row) in drawnRows.enumerated() {
      columns.swapAt(position, Int.random(in: position..<columns.count, using: &generator))
      counts[row][columns[position]] += 1
      counts[largestRow][columns[position]] -= 1
    }
    return counts
  }
}
