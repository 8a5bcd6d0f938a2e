import Testing

@testable import EvalCore

@Suite struct ExitCriterionTests {
  static func doc(_ answers: [[Double]]) throws -> Outcome {
    try SampleDepths.run([answers], loops: answers.indices.map { 8 * ($0 + 1) }).docs[0]
  }

  /// Nats; the sums are of four terms.
  static let tolerance = 1e-12

  @Test("Entropy, largest probability and margin are of the choices made to sum to one")
  func distribution() throws {
    let doc = try Self.doc([SampleDepths.logprobs(0.75).map { $0 - 3 }, SampleDepths.logprobs(0.5)])
    let entropy = ExitCriterion.entropy.values(of: doc.answers)
    #expect(try abs(#require(entropy[0]) - 0.5623351446188083) < Self.tolerance)
    #expect(try abs(#require(entropy[1]) - 0.6931471805599453) < Self.tolerance)
    let largest = ExitCriterion.maxProbability.values(of: doc.answers)
    #expect(try abs(#require(largest[0]) - 0.75) < Self.tolerance)
    let margin = ExitCriterion.margin.values(of: doc.answers)
    #expect(try abs(#require(margin[0]) - 1.0986122886681098) < Self.tolerance)
    #expect(try abs(#require(margin[1])) < Self.tolerance)
  }

  @Test("KL is from the answer before to this one")
  func divergence() throws {
    let doc = try Self.doc([SampleDepths.logprobs(0.75), SampleDepths.logprobs(0.5), SampleDepths.logprobs(0.5)])
    let kl = ExitCriterion.kl.values(of: doc.answers)
    #expect(kl[0] == nil)
    // 0.75 ln 1.5 + 0.25 ln 0.5
    #expect(try abs(#require(kl[1]) - 0.13081203594113694) < Self.tolerance)
    #expect(kl[2] == 0)
  }

  @Test("A stable prediction is one that was there before; a tie is none")
  func stable() throws {
    let doc = try Self.doc([
      SampleOutcomes.logprobs(1), SampleOutcomes.logprobs(1), SampleOutcomes.logprobs(2), [-1, -1, -2, -3],
      [-1, -1, -2, -3],
    ])
    #expect(ExitCriterion.argmaxStable.values(of: doc.answers) == [nil, 1, 0, nil, nil])
  }

  @Test("A broken answer has no value, and gives none to the next", arguments: ExitCriterion.allCases)
  func broken(criterion: ExitCriterion) throws {
    let doc = try Self.doc([[.nan, -1, -1, -1], SampleDepths.logprobs(0.75)])
    let values = criterion.values(of: doc.answers)
    #expect(values.count == 2 && values[0] == nil)
    if criterion == .kl || criterion == .residual { #expect(values[1] == nil) }
  }

  @Test("Residuals are what was measured, but those of an answer that carries a fault")
  func residuals() {
    let logprobs = SampleDepths.logprobs(0.5)
    func answer(_ residual: Double?, fault: NumericalFault? = nil) -> Outcome.Answer {
      Outcome.Answer(loops: 8, logprobs: logprobs, isGreedy: [], fault: fault, residual: residual)
    }
    let answers = [answer(nil), answer(0.5), answer(0.25, fault: SampleOutcomes.fault(.varianceOverflow))]
    #expect(ExitCriterion.residual.values(of: answers) == [nil, 0.5, nil])
  }

  @Test("An answer's residual is the largest of its choices, and none where one has none")
  func choices() {
    func answer(_ residuals: [Double?]) -> Outcome.Answer {
      Outcome.Answer(
        loops: 8,
        choices: residuals.map { Loglikelihood(logprob: -1, isGreedy: false, tokenCount: 1, residual: $0) })
    }
    #expect(answer([0.1, 0.3, 0.2]).residual == 0.3)
    #expect(answer([0.1, nil]).residual == nil)
  }
}
