import Testing

@testable import EvalCore

@Suite struct IdenticalLikelihoodsTests {
  static func evidence(_ logprobs: [Double]...) -> Evidence {
    Evidence(
      outcomes: logprobs.enumerated().map { SampleOutcomes.outcome($0, gold: 0, SampleOutcomes.answer($1)) }, readout: 0
    )
  }

  @Test func `the same numbers for every doc are invalid`() {
    let reason = IdenticalLikelihoods().reason(in: Self.evidence([-1, -2, -3, -4], [-1, -2, -3, -4]))
    #expect(reason?.status == .invalid)
    #expect(
      reason?.message
        == "all 2 docs with finite numbers have the same log-likelihoods (-1.0000, -2.0000, -3.0000, -4.0000): the "
        + "model's answer does not depend on the prompt")
  }

  @Test func `broken docs among them do not hide it`() {
    let nan = [Double](repeating: .nan, count: 4)
    #expect(IdenticalLikelihoods().reason(in: Self.evidence([-1, -2, -3, -4], nan, [-1, -2, -3, -4])) != nil)
  }

  @Test func `the last bit makes a difference, and one doc is not the same as itself`() {
    let rules = IdenticalLikelihoods()
    #expect(rules.reason(in: Self.evidence([-1, -2, -3, -4], [-1, -2, -3, (-4.0).nextUp])) == nil)
    #expect(rules.reason(in: Self.evidence([-1, -2, -3, -4])) == nil)
  }

  @Test func `docs that ask the same question are no evidence`() {
    let same = (0..<3).map { id in
      Outcome(
        task: "t", docID: id, docHash: "d", promptHash: "p", targetHash: "t", choices: ["a", "b"], gold: 0,
        answers: [SampleOutcomes.answer([-1, -2])])
    }
    #expect(IdenticalLikelihoods().reason(in: Evidence(outcomes: same, readout: 0)) == nil)
    let other = Outcome(
      task: "t", docID: 3, docHash: "d", promptHash: "p", targetHash: "t", choices: ["a", "c"], gold: 0,
      answers: [SampleOutcomes.answer([-1, -2])])
    #expect(IdenticalLikelihoods().reason(in: Evidence(outcomes: same + [other], readout: 0)) != nil)
  }
}
