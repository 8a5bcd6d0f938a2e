/// The rows of a forest that are read out at the ends of programs.
struct RowsRead: Sendable {
  /// Rows of the forest as it is now.
  private(set) var rows: [Int32]
  /// Index of each among the rows asked for at the start.
  private(set) var places: [Int]

  init(_ rows: [Int32]) {
    self.rows = rows
    places = Array(rows.indices)
  }

  /// Keeps those of some places.
  mutating func keep(_ kept: Set<Int>) {
    let indices = places.indices.filter { kept.contains(places[$0]) }
    rows = indices.map { rows[$0] }
    places = indices.map { places[$0] }
  }

  /// Follows the forest when only the rows `kept` of it are left.
  mutating func renumber(_ kept: [Int]) {
    let numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { (Int32($1), Int32($0)) })
    rows = rows.map { row in
      guard let number = numbers[row] else { preconditionFailure("row \(row) is read out and has left the forest") }
      return number
    }
  }
}
