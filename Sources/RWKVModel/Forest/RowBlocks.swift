/// How rows are cut into blocks that run on any thread.
///
/// The cut depends on the number of rows alone, never on the number of threads, so that results have the same bits for
/// every thread count.
struct RowBlocks {
  /// Rows of a block at most: enough for OpenBLAS, which packs the weights anew for every block, to run near its peak (end
  /// to end on the 0.1B shape 0.75 of the SGEMM peak by processor time at 768 and 1152 rows against 0.65 at 384, OpenBLAS
  /// 0.3.21 on Ice Lake).
  static let largest = 768
  /// Below this a block's GEMM loses more than another thread gains.
  static let smallest = 192
  /// Blocks come in this number or a multiple of it, where there are rows enough, so that threads end together.
  static let multiple = 8
  /// Rows of OpenBLAS's tile.
  static let tile = 12

  let ranges: [Range<Int>]
  /// Rows of the largest block.
  let size: Int

  /// - Parameter largest: Rows of a block at most; a multiple of 12.
  init(rows: Int, largest: Int = Self.largest) {
    let fewest = max(1, (rows + largest - 1) / largest)
    let even = (fewest + Self.multiple - 1) / Self.multiple * Self.multiple
    // Fewer than a multiple: a power of two, which also divides evenly among two or four threads.
    let few = [1, 2, 4].last { rows / $0 >= Self.smallest } ?? 1
    let count = rows / even >= Self.largest / 2 ? even : max(fewest, few)
    size = (rows + count * Self.tile - 1) / (count * Self.tile) * Self.tile
    ranges = Self.ranges(rows, size)
  }

  /// Blocks of about so many rows, in twos or fours, so that threads end together where only a few blocks run at a time.
  init(rows: Int, about wanted: Int) {
    let blocks = Double(rows) / Double(wanted)
    let multiple = blocks < 6 ? 2 : 4
    let count = max(Int((blocks / Double(multiple)).rounded()), 1) * multiple
    size = (rows + count * Self.tile - 1) / (count * Self.tile) * Self.tile
    ranges = Self.ranges(rows, size)
  }

  private static func ranges(_ rows: Int, _ size: Int) -> [Range<Int>] {
    stride(from: 0, to: rows, by: size).map { $0..<min($0 + size, rows) }
  }
}
