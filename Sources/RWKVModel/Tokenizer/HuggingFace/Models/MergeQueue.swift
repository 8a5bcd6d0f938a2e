/// Pairs that may be joined, as a binary heap.
struct MergeQueue {
  /// A pair by the place of its first token.
  struct Entry {
    let rank: Int32
    let place: Int32
    /// What it becomes.
    let id: Int32

    fileprivate func precedes(_ other: Entry) -> Bool {
      rank != other.rank ? rank < other.rank : place < other.place
    }
  }

  private var entries: [Entry] = []

  mutating func push(_ entry: Entry) {
    var index = entries.count
    entries.append(entry)
    while index > 0, entry.precedes(entries[(index - 1) / 2]) {
      entries[index] = entries[(index - 1) / 2]
      index = (index - 1) / 2
    }
    entries[index] = entry
  }

  mutating func popFirst() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first }
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
      guard entries[child].precedes(last) else { break }
      entries[index] = entries[child]
      index = child
    }
    entries[index] = last
    return first
  }
}
