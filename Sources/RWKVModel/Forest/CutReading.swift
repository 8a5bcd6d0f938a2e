/// The rows that are read out of a forest which goes through in stretches.
struct CutReading: Sendable {
  /// The rows, ascending.
  let rows: [Int]
  /// The rows that the last application of a program must compute for them: they themselves and their predecessors,
  /// ascending; nil where that is most of the forest.
  let selected: [Int]?
  /// Index of each row among those asked for.
  private let placeOfRow: [Int: Int]

  /// - Parameter rows: In any order, each once.
  init(_ rows: [Int32], of forest: TokenForest) {
    placeOfRow = Dictionary(uniqueKeysWithValues: rows.enumerated().map { (Int($1), $0) })
    self.rows = rows.map(Int.init).sorted()
    let predecessors = rows.map { Int(forest.parents[Int($0)]) }.filter { $0 >= 0 }
    selected = rows.count < forest.count / 4 ? Set(self.rows).union(predecessors).sorted() : nil
  }

  /// Index of a row among those asked for; nil for one that is not read.
  func place(of row: Int) -> Int? { placeOfRow[row] }

  /// The rows selected of a chunk as a chunk of their own, whose rows are placed as `rows` says.
  ///
  /// - Parameters:
  ///   - streamStart: Row of the selection's residual stream that the first of them is.
  ///   - largestBlock: Rows of a block at most.
  func selection(of chunk: ForestChunk, selected: [Int], streamStart: Int, largestBlock: Int) -> (
    chunk: ForestChunk, rows: TiledRows
  ) {
    let first = chunk.rows.lowerBound
    let rows = TiledRows(
      selected, in: chunk.blocks.map { ($0.lowerBound + first)..<($0.upperBound + first) })
    var places: [Int: Int] = [:]
    for (place, row) in rows.rows.enumerated() { if let row { places[row - first] = place } }
    let parents = rows.rows.map { row -> Int32 in
      guard let row, placeOfRow[row] != nil else { return -1 }
      let parent = chunk.parents[row - first]
      return parent < 0 ? parent : Int32(places[Int(parent)] ?? -1)
    }
    let kept = chunk.kept.compactMap { kept in places[kept.row].map { ForestChunk.Kept(row: $0, slot: kept.slot) } }
    return (
      ForestChunk(
        rows: 0..<rows.rows.count, streamStart: streamStart, parents: parents, kept: kept, ends: [],
        blocks: rows.rows.isEmpty ? [] : RowBlocks(rows: rows.rows.count, largest: largestBlock).ranges), rows
    )
  }
}
