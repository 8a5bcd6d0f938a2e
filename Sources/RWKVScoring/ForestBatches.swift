/// Cuts requests into batches whose forests stay within a number of tokens.
///
/// Requests are sorted by their tokens, so that those with a common prefix stand together; a prefix that spans two batches
/// is computed in both.
struct ForestBatches: Sendable {
  /// Indices of the requests of each batch.
  let batches: [[Int]]
  /// Tokens of all forests together.
  let computedTokens: Int
  /// Tokens of all requests, every prefix counted for every request.
  let requestTokens: Int

  /// - Parameters:
  ///   - inputs: Token ids of the requests.
  ///   - limit: Tokens of a forest; a single longer request makes a batch of its own.
  ///   - sharesPrefixes: Whether equal prefixes become one.
  init(_ inputs: [[Int32]], limit: Int, sharesPrefixes: Bool) {
    let order = inputs.indices.sorted { inputs[$0].lexicographicallyPrecedes(inputs[$1]) }
    var batches: [[Int]] = []
    var current: [Int] = []
    var currentTokens = 0
    var computed = 0
    var previous: [Int32] = []
    for index in order {
      let input = inputs[index]
      var common = current.isEmpty ? 0 : zip(input, previous).prefix { $0 == $1 }.count
      if !sharesPrefixes && (common < input.count || common < previous.count) { common = 0 }
      if !current.isEmpty && currentTokens + input.count - common > limit {
        batches.append(current)
        computed += currentTokens
        current = []
        currentTokens = 0
        common = 0
      }
      current.append(index)
      currentTokens += input.count - common
      previous = input
    }
    if !current.isEmpty { batches.append(current) }
    self.batches = batches
    computedTokens = computed + currentTokens
    requestTokens = inputs.reduce(0) { $0 + $1.count }
  }
}
