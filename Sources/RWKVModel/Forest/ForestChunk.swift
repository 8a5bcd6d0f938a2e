internal import RWKVKernels

/// Rows of a forest that go through a layer application together, chunk after chunk: the activations between the residual
/// stream before and after are those of one chunk, small enough to stay near the processor.
///
/// What a chunk needs of the rows before it are the WKV states and the normed inputs of rows from which it goes on.
struct ForestChunk: Sendable {
  /// A row of the chunk, counted from its first, and its place in a table of rows.
  struct Kept: Sendable, Hashable {
    let row, slot: Int
  }

  /// Rows of the forest.
  let rows: Range<Int>
  /// Row of the residual stream that the first of them is.
  let streamStart: Int
  /// Predecessors of the rows: rows of the chunk, or −1 − s for slot s of the rows before it.
  let parents: [Int32]
  /// Rows that later chunks go on from, and their slots.
  let kept: [Kept]
  /// Last rows of chains, and the chains.
  let ends: [Kept]
  /// The cut into blocks, from row 0 of the chunk.
  let blocks: [Range<Int>]

  /// The rows of the residual stream that a block of the chunk is.
  func streamRows(_ block: Range<Int>) -> Range<Int> {
    (streamStart + block.lowerBound)..<(streamStart + block.upperBound)
  }
}

/// A forest cut into stretches, each of which goes through all applications before the next one does, and these into
/// chunks.
///
/// One stretch is the rule; a forest of more tokens than there is memory for has several, and what the next one needs of
/// every application is kept.
struct ForestChunks: Sendable {
  struct Stretch: Sendable {
    /// Rows of the forest.
    let rows: Range<Int>
    let chunks: [ForestChunk]
  }

  let stretches: [Stretch]
  /// Slots of the table of rows before a chunk: one a chain, for what stands before its root, then the kept rows.
  let slots: Int
  /// Rows of the largest chunk.
  let largest: Int
  /// Rows of the largest block.
  let largestBlock: Int
  /// Rows of the largest stretch.
  var largestStretch: Int { stretches.map(\.rows.count).max() ?? 0 }

  /// - Parameters:
  ///   - blocksPerChunk: Of `RowBlocks`; does not change any result.
  ///   - rowsPerStretch: As many chunks as have no more rows make a stretch, at least one.
  init(_ forest: TokenForest, blocksPerChunk: Int, rowsPerStretch: Int = .max) {
    let blocks = RowBlocks(rows: forest.count)
    let ends = Dictionary(uniqueKeysWithValues: forest.lastRows.enumerated().map { ($1, $0) })
    var slotOfRow: [Int: Int] = [:]
    var drafts: [(rows: Range<Int>, parents: [Int32], blocks: [Range<Int>])] = []
    for first in stride(from: 0, to: blocks.ranges.count, by: blocksPerChunk) {
      let own = blocks.ranges[first..<min(first + blocksPerChunk, blocks.ranges.count)]
      let rows = (own.first?.lowerBound ?? 0)..<(own.last?.upperBound ?? 0)
      let parents = forest.parents[rows].map { parent -> Int32 in
        let parent = Int(parent)
        if parent < 0 { return Int32(parent) }
        if parent >= rows.lowerBound { return Int32(parent - rows.lowerBound) }
        let slot = slotOfRow[parent] ?? forest.plan.chains + slotOfRow.count
        slotOfRow[parent] = slot
        return Int32(-1 - slot)
      }
      let blocks = own.map { ($0.lowerBound - rows.lowerBound)..<($0.upperBound - rows.lowerBound) }
      drafts.append((rows, parents, blocks))
    }
    var starts = [0]
    for draft in drafts where draft.rows.upperBound - (starts.last ?? 0) > rowsPerStretch && draft.rows.lowerBound > 0 {
      starts.append(draft.rows.lowerBound)
    }
    let chunks = drafts.map { draft in
      func kept(_ slotOfRow: [Int: Int]) -> [ForestChunk.Kept] {
        draft.rows.compactMap { row in
          slotOfRow[row].map { ForestChunk.Kept(row: row - draft.rows.lowerBound, slot: $0) }
        }
      }
      return ForestChunk(
        rows: draft.rows, streamStart: draft.rows.lowerBound - (starts.last { $0 <= draft.rows.lowerBound } ?? 0),
        parents: draft.parents, kept: kept(slotOfRow), ends: kept(ends), blocks: draft.blocks)
    }
    stretches = zip(starts, starts.dropFirst() + [forest.count]).map { first, end in
      Stretch(rows: first..<end, chunks: chunks.filter { (first..<end).contains($0.rows.lowerBound) })
    }
    slots = forest.plan.chains + slotOfRow.count
    largest = chunks.map(\.rows.count).max() ?? 0
    largestBlock = blocks.size
  }
}
