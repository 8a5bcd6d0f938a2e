import EvalCore
import Testing

@testable import rwkv_eval

@Suite struct OutcomeCollectorTests {
  private static let readouts = [8, 16].map { ReadoutDepth(loops: $0, layerApplications: $0) }

  private static func outcome(_ id: Int, choices: Int, answers: [Outcome.Answer] = []) -> Outcome {
    Outcome(
      task: "t", docID: id, docHash: "d", promptHash: "p", targetHash: "",
      choices: Array(repeating: "A", count: choices),
      gold: 0, answers: answers)
  }

  /// The answers of a request, which tell its number.
  private static func answers(_ request: Int) -> [Loglikelihood] {
    [0, 0.5].map { Loglikelihood(logprob: Double(request) + $0, isGreedy: false, tokenCount: 1, fault: nil) }
  }

  /// Requests 0 and 1 belong to doc 0; 2, 3 and 4 to doc 1; 5 and 6 to doc 2.
  private static let items = [2, 3, 2].enumerated().map { item($0.offset, choices: $0.element, requests: $0.element) }

  private static func item(_ id: Int, choices: Int, requests: Int) -> EvaluationItem {
    EvaluationItem(
      doc: outcome(id, choices: choices),
      requests: Array(repeating: LoglikelihoodRequest(context: "c", continuation: "a"), count: requests))
  }

  private func add(_ requests: [Int], to collector: inout OutcomeCollector) -> [Int] {
    collector.add(requests, requests.map(Self.answers)).map(\.docID)
  }

  @Test("A doc comes out with the batch that answers its last request, and has its own answers in order")
  func order() {
    var collector = OutcomeCollector(items: Self.items, readouts: Self.readouts, kept: [])
    #expect(collector.knownRequests.isEmpty)
    #expect(add([6, 3, 0], to: &collector) == [])
    #expect(add([5, 4, 1], to: &collector) == [0, 2])
    #expect(collector.outcomes.map(\.docID) == [0, 2])
    #expect(add([2], to: &collector) == [1])
    #expect(collector.outcomes.map(\.docID) == [0, 1, 2])
    #expect(collector.outcomes[1].answers.map(\.loops) == [8, 16])
    #expect(collector.outcomes[1].answers.map(\.logprobs) == [[2, 3, 4], [2.5, 3.5, 4.5]])
  }

  @Test("A doc about which nothing is asked has log-likelihood 0 at every read-out, once")
  func unasked() {
    var collector = OutcomeCollector(
      items: Self.items + [Self.item(3, choices: 1, requests: 0)], readouts: Self.readouts, kept: [])
    #expect(add([0, 1, 2, 3, 4, 5, 6], to: &collector) == [0, 1, 2])
    let unasked = collector.addUnasked()
    #expect(unasked.map(\.docID) == [3])
    #expect(unasked[0].answers.map(\.logprobs) == [[0], [0]])
    #expect(unasked[0].answers.map(\.loops) == [8, 16])
    #expect(collector.addUnasked().isEmpty)
    #expect(collector.outcomes.map(\.docID) == [0, 1, 2, 3])
    var resumed = OutcomeCollector(
      items: [Self.item(3, choices: 1, requests: 0)], readouts: Self.readouts, kept: unasked)
    #expect(resumed.addUnasked().isEmpty && resumed.outcomes == unasked)
  }

  @Test("A kept doc's requests are known, and answering them again changes nothing")
  func kept() {
    let kept = Self.outcome(
      1, choices: 3, answers: [.init(loops: 8, logprobs: [-1, -2, -3], isGreedy: [true, false, false], fault: nil)])
    var collector = OutcomeCollector(items: Self.items, readouts: Self.readouts, kept: [kept])
    #expect(collector.knownRequests == [2, 3, 4])
    #expect(add([4, 3, 2, 1], to: &collector) == [])
    #expect(add([0, 5, 6], to: &collector) == [0, 2])
    #expect(collector.outcomes[1] == kept)
  }

  @Test("Requests beyond the choices are those without a context")
  func unconditional() {
    var collector = OutcomeCollector(
      items: [Self.item(0, choices: 2, requests: 4)], readouts: Self.readouts, kept: [])
    #expect(add([0, 1, 2], to: &collector) == [])
    #expect(add([3], to: &collector) == [0])
    #expect(collector.outcomes[0].answers.map(\.logprobs) == [[0, 1], [0.5, 1.5]])
    #expect(collector.outcomes[0].answers.map(\.unconditional) == [[2, 3], [2.5, 3.5]])
  }
}
