/// Cuts docs into batches whose forests stay within a number of tokens; no doc falls into two.
///
/// Docs are sorted by the first of their inputs, so that those with a common prefix stand together; a prefix that spans two
/// batches is computed in both.
struct DocBatches: Sendable {
  struct Batch: Sendable, Hashable {
    /// Indices of the docs.
    let docs: [Int]
    /// Tokens of the forest.
    let tokens: Int
  }

  let batches: [Batch]
  /// Tokens of all forests together.
  var computedTokens: Int { batches.reduce(0) { $0 + $1.tokens } }
  /// Tokens of all inputs, every prefix counted for every input.
  let requestTokens: Int

  /// - Parameters:
  ///   - docs: The inputs of every doc, token ids.
  ///   - limit: Tokens of a forest. A longer doc makes a batch of its own, to which others may add an eighth of its
  ///     length: they ask about the same text.
  ///   - sharesPrefixes: Whether equal prefixes become one.
  init(_ docs: [[[Int32]]], limit: Int, sharesPrefixes: Bool) {
    let firsts = docs.map { $0.min { $0.lexicographicallyPrecedes($1) } ?? [] }
    let order = docs.indices.sorted { firsts[$0].lexicographicallyPrecedes(firsts[$1]) }
    var batches: [Batch] = []
    var current: [Int] = []
    var forest = ForestSize(sharesPrefixes: sharesPrefixes)
    var room = limit
    for index in order {
      if !current.isEmpty && forest.tokens + forest.added(by: docs[index]) > room {
        batches.append(Batch(docs: current, tokens: forest.tokens))
        current = []
        forest = ForestSize(sharesPrefixes: sharesPrefixes)
      }
      let isFirst = current.isEmpty
      current.append(index)
      forest.add(docs[index])
      if isFirst { room = max(limit, forest.tokens > limit ? forest.tokens / 8 * 9 : 0) }
    }
    if !current.isEmpty { batches.append(Batch(docs: current, tokens: forest.tokens)) }
    self.batches = batches
    requestTokens = docs.joined().reduce(0) { $0 + $1.count }
  }
}

/// The number of tokens of a forest to which sequences are added.
private struct ForestSize {
  let sharesPrefixes: Bool
  private(set) var tokens = 0
  /// The sequences, in order.
  private var sequences: [[Int32]] = []

  init(sharesPrefixes: Bool) { self.sharesPrefixes = sharesPrefixes }

  /// The tokens that some sequences would add.
  func added(by new: [[Int32]]) -> Int {
    var other = self
    other.add(new)
    return other.tokens - tokens
  }

  mutating func add(_ new: [[Int32]]) {
    for (index, sequence) in new.enumerated() where index == 0 || sequence != new[index - 1] {
      let place = place(of: sequence)
      if sequences.indices.contains(place), sequences[place] == sequence { continue }
      let shared = [place - 1, place].filter(sequences.indices.contains).map { common(sequence, sequences[$0]) }.max()
      tokens += sequence.count - (shared ?? 0)
      sequences.insert(sequence, at: place)
    }
  }

  /// The number of sequences that come before one.
  private func place(of sequence: [Int32]) -> Int {
    var (low, high) = (0, sequences.count)
    while low < high {
      let middle = (low + high) / 2
      if sequences[middle].lexicographicallyPrecedes(sequence) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Tokens that two sequences share: their common prefix, or where none is shared both if they are equal.
  private func common(_ one: [Int32], _ other: [Int32]) -> Int {
    let length = zip(one, other).prefix { $0 == $1 }.count
    return sharesPrefixes || (length == one.count && length == other.count) ? length : 0
  }
}
