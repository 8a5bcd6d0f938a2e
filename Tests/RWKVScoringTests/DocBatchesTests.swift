import RWKVModel
import Testing

@testable import RWKVScoring

@Suite struct DocBatchesTests {
  /// Docs of one to four inputs, many of which begin alike.
  private func docs(_ seed: Int) -> [[[Int32]]] {
    var state = UInt64(seed + 1) &* 0x9e37_79b9_7f4a_7c15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var docs: [[[Int32]]] = []
    for _ in 0..<25 {
      let other = docs.isEmpty ? [] : docs[next(docs.count)][0]
      let text = other.prefix(next(10)) + (0...next(6)).map { _ in Int32(next(4)) }
      docs.append(
        (0...next(4)).map { _ in next(5) == 0 ? [Int32(next(4))] : text + (0..<next(3)).map { _ in Int32(next(4)) } })
    }
    return docs
  }

  @Test(arguments: 0..<20, [true, false])
  func `every doc is in one batch, within the limit, and tokens are counted`(seed: Int, sharesPrefixes: Bool) {
    let docs = docs(seed)
    for limit in [1, 8, 30, 10_000] {
      let batches = DocBatches(docs, limit: limit, sharesPrefixes: sharesPrefixes)
      #expect(batches.batches.flatMap(\.docs).sorted() == Array(docs.indices))
      #expect(batches.requestTokens == docs.joined().reduce(0) { $0 + $1.count })
      var computed = 0
      for batch in batches.batches {
        let members = batch.docs.flatMap { docs[$0] }
        #expect(batch.tokens == TokenForest(members, sharesPrefixes: sharesPrefixes).count)
        let longest = batch.docs.map { TokenForest(docs[$0], sharesPrefixes: sharesPrefixes).count }.max() ?? 0
        #expect(batch.tokens <= limit || batch.tokens <= longest / 8 * 9 || batch.docs.count == 1)
        computed += batch.tokens
      }
      #expect(batches.computedTokens == computed)
      if limit == 10_000 { #expect(batches.batches.count == 1) }
    }
  }

  @Test func `docs about one long text stand in one batch`() {
    let text = (0..<80).map(Int32.init)
    let docs = [[text + [1, 2]], [text + [3]], [text + [4, 5, 6]], [Array(repeating: 90, count: 20)]]
    let batches = DocBatches(docs, limit: 40, sharesPrefixes: true)
    #expect(batches.batches.map { $0.docs.sorted() } == [[0, 1, 2], [3]])
    #expect(batches.batches.map(\.tokens) == [86, 20])
  }

  @Test func `a doc stays whole where its requests have nothing in common`() {
    let docs: [[[Int32]]] = [[[1, 2, 3], [9, 8, 7]], [[1, 2, 4], [9, 8, 6]], [[2], [9]]]
    let batches = DocBatches(docs, limit: 7, sharesPrefixes: true)
    #expect(batches.batches.map(\.docs) == [[0], [1, 2]])
    #expect(batches.batches.map(\.tokens) == [6, 7])
  }

  @Test func `no docs make no batch`() {
    let none = DocBatches([], limit: 8, sharesPrefixes: true)
    #expect(none.batches.isEmpty)
    #expect(none.computedTokens == 0)
  }
}
