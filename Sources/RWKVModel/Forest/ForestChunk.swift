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
