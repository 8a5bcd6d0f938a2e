@testable import RWKVModel
import Testing

@Suite struct RowBlocksTests {
  @Test(arguments: [1, 2, 95, 96, 97, 767, 768, 769, 3071, 3072, 3073, 8192, 100_001])
  func `blocks cover all rows once, and no block is too large`(rows: Int) {
    let blocks = RowBlocks(rows: rows)
    #expect(blocks.ranges.flatMap { Array($0) } == Array(0..<rows))
    #expect(blocks.ranges.allSatisfy { $0.count <= blocks.size && $0.lowerBound.isMultiple(of: 12) })
    #expect(blocks.size <= RowBlocks.largest)
    #expect(blocks.ranges.count == 1 || blocks.ranges[0].count >= RowBlocks.smallest)
  }
}
