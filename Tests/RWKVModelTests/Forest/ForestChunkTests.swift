@testable import RWKVModel
import Testing

@Suite struct ForestChunkTests {
  private let forest = TokenForest(RandomSequences.make(seed: 8, count: 150, vocabulary: 4, longest: 60))

  @Test(arguments: [1, 3, 100], [100, 700, .max])
  func `chunks cover a forest, and every row finds its predecessor`(blocksPerChunk: Int, rowsPerStretch: Int) throws {
    let cut = ForestChunks(forest, blocksPerChunk: blocksPerChunk, rowsPerStretch: rowsPerStretch, blockRows: 96)
    let chunks = cut.stretches.flatMap(\.chunks)
    #expect(cut.stretches.flatMap(\.blocks) == RowBlocks(rows: forest.count, about: 96).ranges)
    #expect(cut.stretches.allSatisfy { $0.count <= rowsPerStretch || $0.blocks.count == 1 })
    #expect(chunks.allSatisfy { $0.blocks.count <= blocksPerChunk })
    #expect(chunks.flatMap { Array($0.rows) } == Array(0..<forest.count))
    var table = [Int?](repeating: nil, count: cut.slots)
    for (stretch, chunk) in cut.stretches.flatMap({ stretch in stretch.chunks.map { (stretch, $0) } }) {
      let rows = chunk.blocks.flatMap { Array(chunk.streamRows($0)) }
      #expect(rows == chunk.rows.map { stretch.place(of: $0) })
      for (row, parent) in zip(chunk.rows, chunk.parents) {
        let found = parent >= 0 ? chunk.rows.lowerBound + Int(parent) : table[-1 - Int(parent)]
        #expect(found == (forest.parents[row] >= 0 ? Int(forest.parents[row]) : nil), "row \(row)")
      }
      for kept in chunk.kept { table[kept.slot] = chunk.rows.lowerBound + kept.row }
    }
  }

  @Test func `the ends of chains are where the chains end`() {
    let chains = TokenForest([[1, 2, 3], [1, 2], [4]], sharesPrefixes: false)
    let ends = ForestChunks(chains, blocksPerChunk: 1, carriesStates: true).stretches.flatMap(\.chunks).flatMap(\.ends)
    #expect(ends.map(\.row) == chains.lastRows)
    #expect(ends.map(\.slot) == [0, 1, 2])
  }

  @Test func `blocks without rows that are needed are left out, and slots are used again`() throws {
    let needed = [try #require(forest.paths.max { ($0.last ?? 0) < ($1.last ?? 0) }?.last)]
    let rows = Set(forest.rows(leadingTo: needed))
    let part = ForestChunks(forest, blocksPerChunk: 3, rowsPerStretch: 200, blockRows: 24, needed: needed)
    let whole = ForestChunks(forest, blocksPerChunk: 3, blockRows: 24)
    let blocks = whole.stretches.flatMap(\.blocks)
    #expect(part.stretches.flatMap(\.blocks) == blocks.filter { block in block.contains { rows.contains($0) } })
    #expect(part.stretches.reduce(0) { $0 + $1.count } < forest.count / 2)
    let keeping = whole.stretches.flatMap(\.chunks).reduce(0) { $0 + $1.kept.count }
    #expect(whole.slots - whole.rootSlots < keeping / 2, "\(whole.slots) slots for \(keeping) rows")
  }

  @Test func `a stretch has a block for every thread, whatever its rows`() {
    let cut = ForestChunks(forest, blocksPerChunk: 8, rowsPerStretch: 1, blocksPerStretch: 3, blockRows: 96)
    #expect(cut.stretches.dropLast().allSatisfy { $0.blocks.count == 3 } && cut.stretches.count > 2)
    for (rows, count) in [(3573, 8), (32768, 76), (900, 2), (1500, 4), (2300, 6), (5000, 12), (6000, 16)] {
      let blocks = RowBlocks(rows: rows, about: 424)
      #expect(blocks.ranges.count <= count && blocks.ranges.count > count - 2, "\(rows): \(blocks.ranges.count)")
      #expect(blocks.size % RowBlocks.tile == 0 && blocks.ranges.reduce(0) { $0 + $1.count } == rows)
    }
  }

  @Test func `rows of a block stand in whole tiles, whichever other blocks are there`() {
    let blocks = [0..<24, 24..<48, 48..<60]
    let rows = TiledRows([1, 5, 23, 30, 50, 51], in: blocks).rows
    #expect(rows.count == 36 && rows.compactMap { $0 } == [1, 5, 23, 30, 50, 51])
    #expect(TiledRows([1, 5, 23, 30, 50, 51], in: [blocks[1]]).rows == Array(rows[12..<24]))
    #expect(rows[12] == 30 && rows[24] == 50)
    #expect(TiledRows(Array(0..<24), in: blocks).rows.count == 24)
  }

  @Test func `a selection holds the rows read out and their predecessors`() {
    let forest = TokenForest([[7, 1, 2, 3], [7, 1, 5], [8]])
    let rows = [forest.paths[1][2], forest.paths[2][0]]
    let selection = RowSelection(forest, readouts: rows)
    #expect(selection.rows == [Int(forest.paths[1][1]), Int(rows[0]), Int(rows[1])].sorted())
    let place = selection.place(of: rows[0])
    #expect(selection.rows[Int(selection.parents[place])] == Int(forest.paths[1][1]))
    #expect(selection.parents[selection.place(of: rows[1])] == -1)
  }
}
