import EvalCore
import RWKVModel
@testable import RWKVScoring
import Testing

@Suite struct RWKVLanguageModelTests {
  /// Requests that share prefixes, with one and several continuation tokens, a duplicate and an empty context.
  private let requests = [
    DemoModel.request([266, 276, 270, 110], [62]), DemoModel.request([266, 276, 270, 110], [62, 51, 33]),
    DemoModel.request([266, 276], [270]), DemoModel.request([], [266]), DemoModel.request([5, 6, 7], [8, 9]),
    DemoModel.request([266, 276, 270, 110], [62]), DemoModel.request([266], [276, 270, 110, 62, 51]),
  ]

  private func difference(_ a: [[Loglikelihood]], _ b: [[Loglikelihood]]) -> Double {
    zip(a.joined(), b.joined()).reduce(0) { max($0, abs($1.0.logprob - $1.1.logprob)) }
  }

  @Test func `answers stand in the order of the requests, duplicates included`() throws {
    let scorer = try DemoModel.scorer()
    let answers = try scorer.score(requests).answers
    #expect(answers.map { $0.map(\.tokenCount) } == [[1], [3], [1], [1], [2], [1], [5]])
    #expect(answers[0] == answers[5])
    let reversed = try scorer.score(requests.reversed()).answers
    #expect(difference(answers, reversed.reversed()) < 1e-5)
    #expect(Set(answers.joined().map(\.logprob)).count == 6)
    #expect(answers.joined().allSatisfy { $0.logprob < 0 && $0.fault == nil })
  }

  @Test func `batches of one and no sharing give the same within rounding`() throws {
    let whole = try DemoModel.scorer().score(requests)
    #expect(whole.work.computedTokens < whole.work.requestTokens)
    for layout in [
      RWKVLanguageModel.Layout(tokensPerBatch: 1), .init(tokensPerBatch: 6), .init(sharesPrefixes: false),
    ] {
      let other = try DemoModel.scorer(layout: layout).score(requests)
      // Measured: 2.6e-6 nats at worst.
      #expect(difference(whole.answers, other.answers) < 1e-5)
      #expect(whole.answers.map { $0.map(\.isGreedy) } == other.answers.map { $0.map(\.isGreedy) })
      #expect(other.work.computedTokens >= whole.work.computedTokens)
    }
  }

  @Test func `threads do not change a bit`() throws {
    let one = try DemoModel.scorer(threads: 1).score(requests).answers
    for threads in [2, 3] { #expect(try DemoModel.scorer(threads: threads).score(requests).answers == one) }
  }

  @Test func `a continuation of several tokens is the sum of its single steps`() throws {
    let scorer = try DemoModel.scorer()
    let context = [266, 276]
    let continuation = [270, 110, 62, 51]
    let whole = try scorer.score([DemoModel.request(context, continuation)]).answers[0][0]
    let steps = try scorer.score(
      continuation.indices.map { DemoModel.request(context + continuation.prefix($0), [continuation[$0]]) }
    ).answers.map { $0[0] }
    #expect(abs(whole.logprob - steps.reduce(0) { $0 + $1.logprob }) < 1e-5)
    #expect(whole.isGreedy == steps.allSatisfy { $0.isGreedy })
    #expect(whole.tokenCount == 4)
  }

  @Test func `probabilities of all tokens sum to one, and the greatest is greedy`() throws {
    let scorer = try DemoModel.scorer()
    let answers = try scorer.score((0..<368).map { DemoModel.request([266, 276], [$0]) }, withLogits: true)
    #expect(abs(answers.answers.reduce(0) { $0 + exponential($1[0].logprob) } - 1) < 1e-6)
    let greedy = answers.answers.indices.filter { answers.answers[$0][0].isGreedy }
    #expect(greedy.count == 1)
    let logits = answers.logits[0][0]
    #expect(greedy.first == logits.indices.max { logits[$0] < logits[$1] })
    let best = answers.answers[greedy[0]][0].logprob
    #expect(answers.answers.allSatisfy { $0[0].logprob <= best })
    let gap = Double(logits[7] - logits[9])
    #expect(abs(answers.answers[7][0].logprob - answers.answers[9][0].logprob - gap) < 1e-5)
  }

  /// eˣ for x ≤ 0, by halving and a series.
  private func exponential(_ x: Double) -> Double {
    if x < -0.5 {
      let root = exponential(x / 2)
      return root * root
    }
    var term = 1.0
    var sum = 1.0
    for number in 1..<20 {
      term *= x / Double(number)
      sum += term
    }
    return sum
  }

  @Test func `several loop counts give the bits of separate runs`() throws {
    let together = try DemoModel.scorer(loops: [8, 16, 40]).score(requests, withLogits: true)
    for (index, loops) in [8, 16, 40].enumerated() {
      let alone = try DemoModel.scorer(loops: [loops]).score(requests, withLogits: true)
      // Only together there is a read-out before, and so a residual.
      for (one, other) in zip(together.answers.map { $0[index] }, alone.answers.map { $0[0] }) {
        #expect(one.logprob == other.logprob && one.isGreedy == other.isGreedy && one.fault == other.fault)
      }
      #expect(together.logits.map { [$0[index]] } == alone.logits)
    }
    #expect(together.answers.allSatisfy { Set($0).count == 3 })
  }

  @Test func `the start token counts`() throws {
    let with = try DemoModel.scorer().score([DemoModel.request([266, 276], [270])]).answers[0][0]
    let without = try DemoModel.scorer(startToken: nil)
    let explicit = try without.score([DemoModel.request([0, 266, 276], [270])]).answers[0][0]
    #expect(with == explicit)
    #expect(try without.score([DemoModel.request([266, 276], [270])]).answers[0][0].logprob != with.logprob)
  }

  @Test func `progress ends at the whole, and no requests are no error`() throws {
    let scorer = try DemoModel.scorer(layout: .init(tokensPerBatch: 6))
    var last: ScoringProgress?
    _ = try scorer.loglikelihoods(of: requests.map { DocRequests([$0]) }) { last = $0 }
    #expect(last?.workDone == last?.workTotal)
    #expect(last?.tokensDone == last?.tokensTotal)
    #expect(try scorer.score([DocRequests]()).answers.isEmpty)
  }
}
