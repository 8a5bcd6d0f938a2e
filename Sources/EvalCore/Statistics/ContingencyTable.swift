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
