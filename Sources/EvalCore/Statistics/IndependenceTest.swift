/// A test of whether two classifications of the same docs have nothing to do with each other.
///
/// Pearson's χ² test where independence would put at least 5 docs in every cell. Below that the χ² distribution does
/// not hold, and the p-value comes from 1,999 random permutations of one classification (fixed seed), which is valid at
/// any size.
///
/// Sources: Pearson 1900; Cochran 1954 for the bound of 5; Phipson and Smyth 2010 for (1 + hits) / (1 + permutations).
struct IndependenceTest {
  /// Pearson's χ².
  let statistic: Double
  /// Probability of a statistic at least as large if the classifications are independent.
  let pValue: Double
  /// Whether the p-value comes from permutations.
  let isPermuted: Bool

  /// The number of permutations where the χ² distribution does not hold.
  static let permutations = 1999

  /// Tests a table; nil when one classification has fewer than two classes, so that nothing can depend on it.
  init?(_ table: ContingencyTable) {
    guard table.varies else { return nil }
    statistic = table.chiSquared(of: table.counts)
    isPermuted = table.smallestExpected < 5
    pValue =
      isPermuted
      ? Self.permutedPValue(table, statistic: statistic)
      : ChiSquaredDistribution(degreesOfFreedom: table.degreesOfFreedom).survival(statistic)
  }

  private static func permutedPValue(_ original: ContingencyTable, statistic: Double) -> Double {
    let table = smallestRest(original.rowTotals) <= smallestRest(original.columnTotals) ? original : original.transposed
    var sampler = PermutedTables(table)
    let hits = (0..<permutations).count(where: { _ in
      table.chiSquared(of: sampler.next()) >= statistic * (1 - 1e-12)
    })
    return Double(1 + hits) / Double(1 + permutations)
  }

  /// Docs outside the largest class: what a permutation has to draw.
  private static func smallestRest(_ totals: [Int]) -> Int { totals.reduce(0, +) - (totals.max() ?? 0) }
}

/// Counts of docs by two classifications, for example predicted letter by gold letter, without empty rows and columns.
struct ContingencyTable {
  /// `counts[row][column]`.
  let counts: [[Int]]
  /// Sum of every row; none is zero.
  let rowTotals: [Int]
  /// Sum of every column; none is zero.
  let columnTotals: [Int]

  /// The table without the rows and columns that have no doc in them.
  init(_ table: [[Int]]) {
    let rows = table.filter { $0.contains { $0 > 0 } }
    let columns = (rows.first ?? []).indices.filter { column in rows.contains { $0[column] > 0 } }
    counts = rows.map { row in columns.map { row[$0] } }
    rowTotals = counts.map { $0.reduce(0, +) }
    columnTotals = columns.indices.map { column in rows.reduce(0) { $0 + $1[columns[column]] } }
  }

  /// Number of docs.
  var total: Int { rowTotals.reduce(0, +) }

  /// Whether the two classifications can depend on each other at all: each has at least two classes.
  var varies: Bool { rowTotals.count > 1 && columnTotals.count > 1 }

  /// (rows − 1) (columns − 1).
  var degreesOfFreedom: Int { (rowTotals.count - 1) * (columnTotals.count - 1) }

  /// The smallest number of docs that independence would put in a cell.
  var smallestExpected: Double {
    Double(rowTotals.min() ?? 0) * Double(columnTotals.min() ?? 0) / Double(max(total, 1))
  }

  /// Rows for columns.
  var transposed: ContingencyTable {
    ContingencyTable(columnTotals.indices.map { column in counts.map { $0[column] } })
  }

  /// Pearson's χ² of `table`, which has this table's row and column totals.
  func chiSquared(of table: [[Int]]) -> Double {
    let all = Double(total)
    var sum = 0.0
    for (row, rowTotal) in rowTotals.enumerated() {
      for (column, columnTotal) in columnTotals.enumerated() {
        let expected = Double(rowTotal) * Double(columnTotal) / all
        let difference = Double(table[row][column]) - expected
        sum += difference * difference / expected
      }
    }
    return sum
  }
}

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
