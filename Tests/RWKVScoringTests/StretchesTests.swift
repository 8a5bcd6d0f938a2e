import EvalCore
import RWKVModel
import Testing

@testable import RWKVScoring

/// Batches of much work, which go through in stretches.
@Suite struct StretchesTests {
  /// Docs of three requests about one of a few contexts, with answers of one to three tokens.
  private static let docs: [DocRequests] = (0..<120).map { doc in
    let shared = (0..<(80 + 40 * (doc % 3))).map { 256 + (doc % 3 * 31 + $0 * $0) % 97 }
    let own = (0..<(15 + doc % 11)).map { 200 + (doc * 17 + $0 * $0 * 3) % 150 }
    return DocRequests(
      (0..<3).map { DemoModel.request(shared + own, (0...($0 % 3)).map { 60 + doc % 40 + $0 }) })
  }

  private static func layout(_ flopsAtOnce: Int?, tokens: Int = 32768) -> RWKVLanguageModel.Layout {
    .init(tokensPerBatch: tokens, flopsAtOnce: flopsAtOnce)
  }

  /// So many that the docs are ten times as much work.
  private static func flops(_ loops: [Int]) throws -> Int {
    try #require(DemoModel.scorer(loops: loops).readouts.last?.flopsPerToken) * 400
  }

  private func difference(_ one: [[[Loglikelihood]]], _ other: [[[Loglikelihood]]]) -> Double {
    zip(one.joined().joined(), other.joined().joined()).reduce(0) { max($0, abs($1.0.logprob - $1.1.logprob)) }
  }

  @Test(
    "Threads change no bit, docs come out on the way, and the numbers are those of one stretch",
    arguments: [[80], [40, 80]])
  func threads(loops: [Int]) throws {
    let flops = try Self.flops(loops)
    let whole = try DemoModel.scorer(loops: loops, layout: Self.layout(nil)).score(Self.docs)
    let one = try DemoModel.scorer(loops: loops, layout: Self.layout(flops), threads: 1).score(Self.docs)
    // The bound that holds between layouts, in nats.
    #expect(difference(whole.answers, one.answers) < 1e-5)
    #expect(whole.work == one.work)
    var calls: [[Int]] = []
    for threads in [2, 5] {
      calls = []
      let other = try DemoModel.scorer(loops: loops, layout: Self.layout(flops), threads: threads).score(
        Self.docs, onDocs: { docs, answers in calls.append(docs) })
      #expect(other.answers == one.answers)
      #expect(calls.joined().sorted() == Array(Self.docs.indices))
    }
    calls = []
    _ = try DemoModel.scorer(loops: loops, layout: Self.layout(flops), threads: 1).score(
      Self.docs, onDocs: { docs, _ in calls.append(docs) })
    #expect(calls.count { !$0.isEmpty } > 3)
  }

  @Test(
    "What is known is computed only as far as other docs need it, and these have the same bits",
    arguments: [0, 40, 90, 119])
  func resumed(known: Int) throws {
    let flops = try Self.flops([80])
    let scorer = try DemoModel.scorer(loops: [80], layout: Self.layout(flops), threads: 1)
    var order: [Int] = []
    let whole = try scorer.score(Self.docs, onDocs: { docs, _ in order += docs })
    let isKnown = Set(order.prefix(known))
    let docs = Self.docs.enumerated().map { index, doc in
      DocRequests(doc.requests, knownReadouts: isKnown.contains(index) ? 1 : nil)
    }
    var progress: ScoringProgress?
    var given: [Int] = []
    let rest = try DemoModel.scorer(loops: [80], layout: Self.layout(flops), threads: 2).score(
      docs, progress: { progress = $0 }, onDocs: { docs, _ in given += docs })
    #expect(given.sorted() == Array(Self.docs.indices.filter { !isKnown.contains($0) }))
    for doc in given { #expect(rest.answers[doc] == whole.answers[doc], "doc \(doc)") }
    #expect(isKnown.allSatisfy { rest.answers[$0].isEmpty })
    #expect(progress?.workDone == progress?.workTotal)
    #expect(rest.work == whole.work)
    let total = try #require(progress).tokensTotal
    #expect(total == whole.work.computedTokens || known > 0)
    if known == 119 { #expect(total < whole.work.computedTokens / 2) }
  }

  @Test("A batch that goes through at once is computed whole where a doc of it is not known")
  func light() throws {
    let scorer = try DemoModel.scorer()
    let whole = try scorer.score(Self.docs)
    let docs = Self.docs.enumerated().map { DocRequests($0.element.requests, knownReadouts: $0.offset == 7 ? nil : 1) }
    var given: [Int] = []
    let rest = try scorer.score(docs, onDocs: { docs, _ in given += docs })
    #expect(given == [7] && rest.answers[7] == whole.answers[7])
    #expect(rest.answers[8].isEmpty)
    let none = try scorer.score(Self.docs.map { DocRequests($0.requests, knownReadouts: 1) }) { _ in
      Issue.record("nothing is computed")
    }
    #expect(none.answers.allSatisfy { $0.isEmpty })
  }

  @Test("Texts longer than a batch go through in stretches, and a rule stops docs of them too")
  func longTexts() throws {
    let text = (0..<2500).map { 256 + ($0 * $0 % 97) }
    let docs = [
      DocRequests([DemoModel.request(text, [270]), DemoModel.request(text + [260], [271, 272])]),
      DocRequests([DemoModel.request(text, [280]), DemoModel.request(text, [281])]),
    ]
    let loops = [8, 16, 24]
    let whole = try DemoModel.scorer(loops: loops, layout: Self.layout(nil, tokens: 5000)).score(docs)
    let parts = try DemoModel.scorer(loops: loops, layout: Self.layout(nil, tokens: 600)).score(docs)
    #expect(difference(whole.answers, parts.answers) < 1e-5)
    let rule = ExitRule(criterion: .entropy, threshold: 10, minimumLoops: 16)
    let stopped = try DemoModel.scorer(loops: loops, layout: Self.layout(nil, tokens: 600)).score(docs, exit: rule)
    #expect(stopped.answers.allSatisfy { $0.allSatisfy { $0.count == 2 } })
    #expect(stopped.answers[0][0] == Array(parts.answers[0][0].prefix(2)))
  }

  @Test(
    "With a rule that stops docs, batches of docs have no more work than a stretch, and bits do not depend on threads")
  func exits() throws {
    let loops = [8, 16, 24]
    let whole = try DemoModel.scorer(loops: loops).score(Self.docs).answers
    let margins = whole.map { doc in
      let logprobs = doc.map { $0[0].logprob }.sorted()
      return logprobs[2] - logprobs[1]
    }
    let rule = ExitRule(criterion: .margin, threshold: margins.sorted()[60])
    let layout = Self.layout(try Self.flops(loops))
    var calls: [[Int]] = []
    let one = try DemoModel.scorer(loops: loops, layout: layout, threads: 1).score(
      Self.docs, exit: rule, onDocs: { docs, _ in calls.append(docs) })
    #expect(calls.count > 1)
    #expect(Set(one.answers.map { $0[0].count }).count > 1, "docs stop at several depths")
    #expect(one.answers.allSatisfy { doc in doc.allSatisfy { $0.count == doc[0].count } })
    let other = try DemoModel.scorer(loops: loops, layout: layout, threads: 3).score(Self.docs, exit: rule)
    #expect(one.answers == other.answers && one.work == other.work)
  }

  @Test("What progress throws ends the scoring, and it is called at every layer application")
  func stopped() throws {
    struct Stop: Error {}
    let scorer = try DemoModel.scorer()
    var calls = 0
    #expect(throws: Stop.self) {
      try scorer.score(Self.docs) { _ in
        calls += 1
        if calls == 5 { throw Stop() }
      }
    }
    #expect(calls == 5)
    calls = 0
    _ = try scorer.score(Self.docs) { _ in calls += 1 }
    #expect(calls == scorer.readouts[0].layerApplications + 1)
  }
}
