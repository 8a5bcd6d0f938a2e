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
