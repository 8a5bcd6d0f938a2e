internal import RWKVKernels

/// A forest cut into stretches, each of which goes through all applications before the next one does, and these into
/// chunks.
///
/// A forest that takes too long or too much memory for one stretch has several, and what the next one needs of every
/// application is kept. Neither chunks nor stretches change a result: all arithmetic is done on the forest's blocks.
struct ForestChunks: Sendable {
  struct Stretch: Sendable {
    let chunks: [ForestChunk]

    /// Number of rows.
    var count: Int { chunks.reduce(0) { $0 + $1.rows.count } }
    /// The row after the last one.
    var end: Int { chunks.last?.rows.upperBound ?? 0 }
    /// The blocks, in rows of the forest.
    var blocks: [Range<Int>] {
      chunks.flatMap { chunk in
        chunk.blocks.map { ($0.lowerBound + chunk.rows.lowerBound)..<($0.upperBound + chunk.rows.lowerBound) }
      }
    }

    /// The place in the residual stream of a row of the forest; nil for one of another stretch.
    func place(of row: Int) -> Int? {
      var (low, high) = (0, chunks.count)
      while low < high {
        let middle = (low + high) / 2
        if chunks[middle].rows.upperBound <= row { low = middle + 1 } else { high = middle }
      }
      guard low < chunks.count, chunks[low].rows.contains(row) else { return nil }
      return chunks[low].streamStart + row - chunks[low].rows.lowerBound
    }
  }

  let stretches: [Stretch]
  /// Slots of the table of rows before a chunk: those for what stands before a root, then the kept rows.
  let slots: Int
  /// Slots for what stands before a root: one a chain where that is carried along the chain, else one, of zeros.
  let rootSlots: Int
  /// Rows of the largest chunk.
  let largest: Int
  /// Rows of the largest block.
  let largestBlock: Int
  /// Rows of the largest stretch.
  var largestStretch: Int { stretches.map(\.count).max() ?? 0 }

  /// - Parameters:
  ///   - blocksPerChunk: Of `RowBlocks`, at most.
  ///   - rowsPerStretch: As many blocks as have no more rows make a stretch.
  ///   - blocksPerStretch: Blocks of a stretch at least, whatever their rows.
  ///   - blockRows: About the rows of a block; nil for as many as are best where all go through at once.
  ///   - needed: Rows whose results are needed; blocks that hold neither them nor rows before them are left out. Nil for
  ///     all.
  ///   - carriesStates: Whether what stands before a root is carried along its chain.
  init(
    _ forest: TokenForest, blocksPerChunk: Int, rowsPerStretch: Int = .max, blocksPerStretch: Int = 1,
    blockRows: Int? = nil, needed: [Int32]? = nil, carriesStates: Bool = false
  ) {
    let blocks = blockRows.map { RowBlocks(rows: forest.count, about: $0) } ?? RowBlocks(rows: forest.count)
    var draft = Draft(
      blocksPerChunk: blocksPerChunk, rowsPerStretch: rowsPerStretch, blocksPerStretch: blocksPerStretch)
    for block in Self.wanted(blocks.ranges, of: forest, needed) { draft.add(block) }
    let slots = SlotAssignment(
      chunks: draft.stretches.joined().map(\.rows), parents: forest.parents,
      rootSlots: carriesStates ? forest.plan.chains : 1)
    let ends = Dictionary(
      uniqueKeysWithValues: carriesStates ? forest.lastRows.enumerated().map { ($1, $0) } : [])
    var next = 0
    stretches = draft.stretches.map { drafts in
      var streamStart = 0
      return Stretch(
        chunks: drafts.map { draft in
          defer { (next, streamStart) = (next + 1, streamStart + draft.rows.count) }
          let first = draft.rows.lowerBound
          return ForestChunk(
            rows: draft.rows, streamStart: streamStart, parents: slots.parents[next], kept: slots.kept[next],
            ends: draft.rows.compactMap { row in ends[row].map { .init(row: row - first, slot: $0) } },
            blocks: draft.blocks.map { ($0.lowerBound - first)..<($0.upperBound - first) })
        })
    }
    self.slots = slots.count
    rootSlots = slots.rootSlots
    largest = stretches.flatMap(\.chunks).map(\.rows.count).max() ?? 0
    self.largestBlock = blocks.size
  }

  private static func wanted(
    _ blocks: [Range<Int>], of forest: TokenForest, _ needed: [Int32]?
  ) -> [Range<Int>] {
    guard let needed else { return blocks }
    let rows = forest.rows(leadingTo: needed)
    var next = 0
    return blocks.filter { block in
      let first = next
      while next < rows.count, rows[next] < block.upperBound { next += 1 }
      return next > first
    }
  }

  /// Blocks put together.
  private struct Draft {
    struct Chunk {
      var blocks: [Range<Int>]
      var rows: Range<Int> { (blocks.first?.lowerBound ?? 0)..<(blocks.last?.upperBound ?? 0) }
    }

    let blocksPerChunk, rowsPerStretch, blocksPerStretch: Int
    var stretches: [[Chunk]] = []
    private var rowsOfLast = 0
    private var blocksOfLast = 0

    init(blocksPerChunk: Int, rowsPerStretch: Int, blocksPerStretch: Int) {
      self.blocksPerChunk = blocksPerChunk
      self.rowsPerStretch = rowsPerStretch
      self.blocksPerStretch = blocksPerStretch
    }

    mutating func add(_ block: Range<Int>) {
      if stretches.isEmpty || (blocksOfLast >= blocksPerStretch && rowsOfLast + block.count > rowsPerStretch) {
        stretches.append([])
        (rowsOfLast, blocksOfLast) = (0, 0)
      }
      rowsOfLast += block.count
      blocksOfLast += 1
      let last = stretches.count - 1
      let chunk = stretches[last].count - 1
      if chunk >= 0, stretches[last][chunk].blocks.count < blocksPerChunk,
        stretches[last][chunk].rows.upperBound == block.lowerBound
      {
        stretches[last][chunk].blocks.append(block)
      } else {
        stretches[last].append(Chunk(blocks: [block]))
      }
    }
  }
}

/// Where chunks find the rows that they go on from, in a table that each chunk reads before it writes into it.
///
/// A slot is free again after the last chunk that reads it.
private struct SlotAssignment {
  let rootSlots: Int
  private(set) var count: Int
  /// Of every chunk, as in `ForestChunk`.
  private(set) var parents: [[Int32]] = []
  private(set) var kept: [[ForestChunk.Kept]] = []

  init(chunks: [Range<Int>], parents: [Int32], rootSlots: Int) {
    self.rootSlots = rootSlots
    count = rootSlots
    let lastReader = Self.lastReaders(chunks, parents)
    var slotOfRow: [Int: Int] = [:]
    var free: [Int] = []
    for (index, rows) in chunks.enumerated() {
      self.parents.append(
        parents[rows].map { parent in
          let parent = Int(parent)
          if parent >= rows.lowerBound { return Int32(parent - rows.lowerBound) }
          if parent < 0 { return rootSlots > 1 ? Int32(parent) : -1 }
          // A row whose predecessor was left out is not needed itself.
          return Int32(-1 - (slotOfRow[parent] ?? 0))
        })
      for (row, slot) in slotOfRow where lastReader[row] == index {
        slotOfRow[row] = nil
        free.append(slot)
      }
      free.sort(by: >)
      var own: [ForestChunk.Kept] = []
      for row in rows where lastReader[row] != nil {
        let slot = free.popLast() ?? count
        count = max(count, slot + 1)
        slotOfRow[row] = slot
        own.append(.init(row: row - rows.lowerBound, slot: slot))
      }
      kept.append(own)
    }
  }

  /// The last chunk that reads each row of an earlier chunk.
  private static func lastReaders(_ chunks: [Range<Int>], _ parents: [Int32]) -> [Int: Int] {
    var readers: [Int: Int] = [:]
    for (index, rows) in chunks.enumerated() {
      for parent in parents[rows] where parent >= 0 && parent < rows.lowerBound { readers[Int(parent)] = index }
    }
    return readers
  }
}

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
