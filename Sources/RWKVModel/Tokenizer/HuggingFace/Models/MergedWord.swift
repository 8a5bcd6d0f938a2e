/// The tokens of a piece while they are joined.
struct MergedWord {
  private struct Symbol {
    /// The token; -1 for one that was joined to the one before.
    var id: Int32
    var previous: Int32
    /// -1 for none.
    var next: Int32
  }

  private var symbols: [Symbol] = []

  init(_ ids: [Int32]) {
    symbols = ids.enumerated().map { index, id in
      Symbol(id: id, previous: Int32(index) - 1, next: index + 1 < ids.count ? Int32(index) + 1 : -1)
    }
  }

  /// Joins pairs, that of lowest rank first, of equal ones the leftmost.
  mutating func merge(_ merges: [UInt64: BytePairEncoding.Merge]) {
    guard symbols.count > 1 else { return }
    var queue = MergeQueue()
    for index in 0..<symbols.count - 1 { enqueue(Int32(index), merges, &queue) }
    while let best = queue.popFirst() {
      let place = Int(best.place)
      let left = symbols[place]
      guard left.id >= 0, left.next >= 0 else { continue }
      let right = symbols[Int(left.next)]
      // What was joined since the pair was noted makes another pair.
      guard let merge = merges[BytePairEncoding.pair(left.id, right.id)], merge.id == best.id else { continue }
      symbols[Int(left.next)].id = -1
      symbols[place].id = merge.id
      symbols[place].next = right.next
      if right.next >= 0 { symbols[Int(right.next)].previous = best.place }
      if left.previous >= 0 { enqueue(left.previous, merges, &queue) }
      enqueue(best.place, merges, &queue)
    }
  }

  private func enqueue(_ place: Int32, _ merges: [UInt64: BytePairEncoding.Merge], _ queue: inout MergeQueue) {
    let left = symbols[Int(place)]
    guard left.next >= 0,
      let merge = merges[BytePairEncoding.pair(left.id, symbols[Int(left.next)].id)]
    else { return }
    queue.push(MergeQueue.Entry(rank: merge.rank, place: place, id: merge.id))
  }

  /// Hands over the tokens that are left.
  func forEach(_ body: (Int32) -> Void) { for symbol in symbols where symbol.id >= 0 { body(symbol.id) } }
}
