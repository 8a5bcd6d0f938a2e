/// How the rows of a forest are cut into blocks that run on any thread.
///
/// The cut depends on the number of rows alone, never on the number of threads, so that results have the same bits for
/// every thread count.
struct RowBlocks {
  /// Rows of a block: large enough for OpenBLAS, which packs the weights anew for every block, to run near its peak (end to
  /// end on the 0.1B shape 0.75 of the SGEMM peak by processor time at 768 and 1152 rows against 0.65 at 384, OpenBLAS
  /// 0.3.21 on Ice Lake), and a multiple of its 12-row tile.
  static let largest = 768
  /// Below this a block's GEMM loses more than another thread gains.
  static let smallest = 96

  let ranges: [Range<Int>]
  /// Rows of the largest block.
  let size: Int

  init(rows: Int) {
    // Eight blocks or more, where there are rows enough, keep a few threads evenly busy.
    let even = ((rows + 7) / 8 + 11) / 12 * 12
    let size = min(Self.largest, max(Self.smallest, even))
    self.size = size
    ranges = stride(from: 0, to: rows, by: size).map { $0..<min($0 + size, rows) }
  }
}
