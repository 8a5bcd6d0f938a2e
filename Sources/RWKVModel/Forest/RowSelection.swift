/// The rows of a forest that are still worth computing in the last layer application of a program: those read out, and
/// their predecessors, whose normed input the token shift of the channel mix reads.
struct RowSelection: Sendable {
  /// Rows of the forest, ascending.
  let rows: [Int]
  /// Their predecessors as indices of `rows`; −1 for a root and for a row whose own result nobody reads.
  let parents: [Int32]
  private let placeOfRow: [Int: Int]

  /// - Parameter readouts: Rows read out.
  init(_ forest: TokenForest, readouts: [Int32]) {
    let wanted = Set(readouts.map(Int.init))
    let rows = wanted.union(wanted.map { Int(forest.parents[$0]) }.filter { $0 >= 0 }).sorted()
    let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    self.rows = rows
    placeOfRow = places
    parents = rows.map { wanted.contains($0) ? Int32(places[Int(forest.parents[$0])] ?? -1) : -1 }
  }

  /// Index in `rows` of a row read out.
  func place(of row: Int32) -> Int {
    guard let place = placeOfRow[Int(row)] else { preconditionFailure("row \(row) is not selected") }
    return place
  }

  /// The selection as one chunk, in blocks of some rows at most.
  func chunk(largestBlock: Int) -> ForestChunk {
    ForestChunk(
      rows: 0..<rows.count, streamStart: 0, parents: parents, kept: [], ends: [],
      blocks: RowBlocks(rows: rows.count, largest: largestBlock).ranges)
  }
}
