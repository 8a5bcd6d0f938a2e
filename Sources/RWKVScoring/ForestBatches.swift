/// Cuts requests into batches whose forests stay within a number of tokens.
///
/// Requests are sorted by their tokens, so that those with a common prefix stand together; a prefix that spans two batches
/// is computed in both.
struct ForestBatches: Sendable {
  struct Batch: Sendable, Hashable {
    /// Indices of the requests.
    let requests: [Int]
    /// Tokens of the forest.
    let tokens: Int
  }

  let batches: [Batch]
  /// Tokens of all forests together.
  var computedTokens: Int { batches.reduce(0) { $0 + $1.tokens } }
  /// Tokens of all requests, every prefix counted for every request.
  let requestTokens: Int

  /// - Parameters:
  ///   - inputs: Token ids of the requests.
  ///   - limit: Tokens of a forest. A longer request makes a batch of its own, to which others may add an eighth of its
  ///     length: they are other continuations of the same text.
  ///   - sharesPrefixes: Whether equal prefixes become one.
  init(_ inputs: [[Int32]], limit: Int, sharesPrefixes: Bool) {
    let order = inputs.indices.sorted { inputs[$0].lexicographicallyPrecedes(inputs[$1]) }
    var batches: [Batch] = []
    var current: [Int] = []
    var currentTokens = 0
    var room = limit
    var previous: [Int32] = []
    for index in order {
      let input = inputs[index]
      var common = current.isEmpty ? 0 : zip(input, previous).prefix { $0 == $1 }.count
      if !sharesPrefixes && (common < input.count || common < previous.count) { common = 0 }
      if !current.isEmpty && currentTokens + input.count - common > room {
        batches.append(Batch(requests: current, tokens: currentTokens))
        current = []
        currentTokens = 0
        common = 0
      }
      if current.isEmpty { room = max(limit, input.count > limit ? input.count / 8 * 9 : 0) }
      current.append(index)
      currentTokens += input.count - common
      previous = input
    }
    if !current.isEmpty { batches.append(Batch(requests: current, tokens: currentTokens)) }
    self.batches = batches
    requestTokens = inputs.reduce(0) { $0 + $1.count }
  }
}
