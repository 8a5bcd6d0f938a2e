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

/// Some rows of a forest put together block by block, those of each block filled up to whole tiles of OpenBLAS's kernels.
///
/// A row's result can depend on its place in a tile; so put together, a row has the same place whichever other blocks
/// are there.
struct TiledRows: Sendable {
  /// The rows of the forest, ascending; nil for a row that only fills a tile.
  let rows: [Int?]

  /// - Parameters:
  ///   - rows: Ascending.
  ///   - blocks: Of the forest, ascending; rows of other blocks are left out.
  init(_ rows: [Int], in blocks: [Range<Int>]) {
    var tiled: [Int?] = []
    var next = 0
    for block in blocks {
      while next < rows.count, rows[next] < block.lowerBound { next += 1 }
      let first = next
      while next < rows.count, rows[next] < block.upperBound { next += 1 }
      tiled += rows[first..<next].map(Optional.some)
      let last = (next - first) % RowBlocks.tile
      if last > 0 { tiled += Array(repeating: nil, count: RowBlocks.tile - last) }
    }
    self.rows = tiled
  }
}
