import Testing

@testable import EvalCore

@Suite struct IndependentPredictionsTests {
  static func message(_ counts: [[Int]]) -> String? {
    IndependentPredictions().reason(in: Evidence(outcomes: SampleOutcomes.confusion(counts), readout: 0))?.message
  }

  @Test func `a constant answer is independent by definition`() {
    let reason = IndependentPredictions().reason(in: Evidence(outcomes: SampleOutcomes.alwaysA, readout: 0))
    #expect(reason?.status == .suspect)
    #expect(
      reason?.message
        == "predictions are independent of the question: the same choice for all 100 docs with a prediction")
  }

  @Test func `a table without a pattern is independent`() {
    #expect(
      Self.message([[20, 22, 21, 25], [31, 29, 30, 33], [10, 12, 9, 11]])
        == "predictions are independent of the question as far as 253 docs show: χ² of prediction × gold is 0.63 "
        + "(6 degrees of freedom), p = 0.996, above 0.05")
  }

  @Test func `a few other answers beside a constant one are tested by permutation`() throws {
    let message = try #require(Self.message([[229, 247, 255, 268], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]))
    #expect(message.contains("(1999 permutations)"))
  }

  @Test func `a strong table is dependent at any size`() {
    #expect(Self.message([[3, 0, 0, 0], [0, 3, 0, 0], [0, 0, 4, 0], [0, 1, 0, 3]]) == nil)
    #expect(IndependentPredictions().reason(in: Evidence(outcomes: SampleOutcomes.healthy, readout: 0)) == nil)
  }

  @Test func `docs with one right letter cannot show knowledge`() {
    #expect(
      Self.message([[0, 7], [0, 3]])
        == "the right answer is the same letter for all 10 docs with a prediction, so they cannot tell knowledge from "
        + "a constant answer")
  }

  @Test func `without any prediction the rule is silent`() {
    let doc = SampleOutcomes.outcome(0, gold: 0, SampleOutcomes.answer([-1, -1, -1, -1]))
    #expect(IndependentPredictions().reason(in: Evidence(outcomes: [doc], readout: 0)) == nil)
  }
}
