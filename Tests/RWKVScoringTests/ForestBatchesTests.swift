import RWKVModel
@testable import RWKVScoring
import Testing

@Suite struct ForestBatchesTests {
  /// Sequences many of which begin alike.
  private func inputs(_ seed: Int) -> [[Int32]] {
    var state = UInt64(seed + 1) &* 0x9e37_79b9_7f4a_7c15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var inputs: [[Int32]] = []
    for _ in 0..<40 {
      let other = inputs.isEmpty ? [] : inputs[next(inputs.count)]
      inputs.append(other.prefix(next(10)) + (0...next(6)).map { _ in Int32(next(4)) })
    }
    return inputs
  }

  @Test(arguments: 0..<20, [true, false])
  func `every request is in one batch, within the limit, and tokens are counted`(seed: Int, sharesPrefixes: Bool) {
    let inputs = inputs(seed)
    for limit in [1, 8, 30, 10_000] {
      let batches = ForestBatches(inputs, limit: limit, sharesPrefixes: sharesPrefixes)
      #expect(batches.batches.flatMap(\.requests).sorted() == Array(inputs.indices))
      #expect(batches.requestTokens == inputs.reduce(0) { $0 + $1.count })
      var computed = 0
      for batch in batches.batches {
        let members = batch.requests.map { inputs[$0] }
        #expect(batch.tokens == TokenForest(members, sharesPrefixes: sharesPrefixes).count)
        #expect(
          batch.tokens <= limit || batch.tokens <= (members.map(\.count).max() ?? 0) / 8 * 9 || members.count == 1)
        computed += batch.tokens
      }
      #expect(batches.computedTokens == computed)
      if limit == 10_000 { #expect(batches.batches.count == 1) }
    }
  }

  @Test func `continuations of one long text stand in one batch`() {
    let text = (0..<80).map(Int32.init)
    let inputs = [text + [1, 2], text + [3], text + [4, 5, 6], Array(repeating: 90, count: 20)]
    let batches = ForestBatches(inputs, limit: 40, sharesPrefixes: true)
    #expect(batches.batches.map { $0.requests.sorted() } == [[0, 1, 2], [3]])
    #expect(batches.batches.map(\.tokens) == [86, 20])
  }

  @Test func `no requests make no batch`() {
    let none = ForestBatches([], limit: 8, sharesPrefixes: true)
    #expect(none.batches.isEmpty)
    #expect(none.computedTokens == 0)
  }
}
