import EvalCore
import Testing

@testable import rwkv_eval

@Suite struct EvaluationItemTests {
  private static let readouts = [8, 16].map { ReadoutDepth(loops: $0, layerApplications: $0) }

  private static func item(choices: Int, requests: Int) -> EvaluationItem {
    EvaluationItem(
      doc: Outcome(
        task: "t", docID: 3, docHash: "d", promptHash: "p", targetHash: "",
        choices: Array(repeating: "A", count: choices), golds: [1, 0], answers: []),
      requests: Array(repeating: LoglikelihoodRequest(context: "c", continuation: "a"), count: requests))
  }

  /// The answers of a request, which tell its number.
  private static func answers(_ request: Int) -> [Loglikelihood] {
    [0, 0.5].map { Loglikelihood(logprob: Double(request) + $0, isGreedy: false, tokenCount: 1, fault: nil) }
  }

  @Test("A doc's outcome has an answer a read-out, with its requests in order")
  func order() {
    let outcome = Self.item(choices: 3, requests: 3).outcome((2...4).map(Self.answers), Self.readouts)
    #expect(outcome.answers.map(\.loops) == [8, 16])
    #expect(outcome.answers.map(\.logprobs) == [[2, 3, 4], [2.5, 3.5, 4.5]])
    #expect(outcome.golds == [1, 0] && outcome.docID == 3)
    let stopped = Self.item(choices: 3, requests: 3).outcome(
      (2...4).map { Array(Self.answers($0).prefix(1)) }, Self.readouts)
    #expect(stopped.answers.map(\.loops) == [8])
  }

  @Test("Requests beyond the choices are those without a context")
  func unconditional() {
    let outcome = Self.item(choices: 2, requests: 4).outcome((0..<4).map(Self.answers), Self.readouts)
    #expect(outcome.answers.map(\.logprobs) == [[0, 1], [0.5, 1.5]])
    #expect(outcome.answers.map(\.unconditional) == [[2, 3], [2.5, 3.5]])
  }

  @Test("A doc about which nothing is asked has log-likelihood 0 at every read-out")
  func unasked() {
    let outcome = Self.item(choices: 1, requests: 0).outcome([], Self.readouts)
    #expect(outcome.answers.map(\.loops) == [8, 16])
    #expect(outcome.answers.map(\.logprobs) == [[0], [0]])
  }
}
