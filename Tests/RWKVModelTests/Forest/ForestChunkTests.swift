@testable import RWKVModel
import Testing

@Suite struct ForestChunkTests {
  private let forest = TokenForest(RandomSequences.make(seed: 8, count: 150, vocabulary: 4, longest: 60))

  @Test(arguments: [1, 3, 100])
  func `chunks cover a forest, and every row finds its predecessor`(blocksPerChunk: Int) throws {
    let cut = ForestChunks(forest, blocksPerChunk: blocksPerChunk, rowsPerStretch: 700)
    let chunks = cut.stretches.flatMap(\.chunks)
    #expect(cut.stretches.flatMap { Array($0.rows) } == Array(0..<forest.count))
    #expect(cut.stretches.allSatisfy { $0.rows.count <= 700 || $0.chunks.count == 1 })
    #expect(chunks.flatMap { Array($0.rows) } == Array(0..<forest.count))
    #expect(chunks.count == (RowBlocks(rows: forest.count).ranges.count + blocksPerChunk - 1) / blocksPerChunk)
    var table = [Int?](repeating: nil, count: cut.slots)
    for (stretch, chunk) in cut.stretches.flatMap({ stretch in stretch.chunks.map { (stretch, $0) } }) {
      let rows = chunk.blocks.flatMap { Array(chunk.streamRows($0)) }
      #expect(rows.map { $0 + stretch.rows.lowerBound } == Array(chunk.rows))
      for (row, parent) in zip(chunk.rows, chunk.parents) {
        let found = parent >= 0 ? chunk.rows.lowerBound + Int(parent) : table[-1 - Int(parent)]
        #expect(found == (forest.parents[row] >= 0 ? Int(forest.parents[row]) : nil), "row \(row)")
      }
      for kept in chunk.kept { table[kept.slot] = chunk.rows.lowerBound + kept.row }
    }
  }

  @Test func `the ends of chains are where the chains end`() {
    let chains = TokenForest([[1, 2, 3], [1, 2], [4]], sharesPrefixes: false)
    let ends = ForestChunks(chains, blocksPerChunk: 1).stretches.flatMap(\.chunks).flatMap(\.ends)
    #expect(ends.map(\.row) == chains.lastRows)
    #expect(ends.map(\.slot) == [0, 1, 2])
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
