import Testing

@testable import EvalCore

@Suite struct NotAboveBestConstantTests {
  @Test func `an interval that reaches the best constant letter is suspect`() {
    let reason = NotAboveBestConstant().reason(in: Evidence(outcomes: SampleOutcomes.alwaysA, readout: 0))
    #expect(reason?.status == .suspect)
    #expect(
      reason?.message
        == "accuracy 23.000 % (95 % interval 15.843 % to 32.154 %) is not above the 27.000 % of always answering D")
  }

  // The lower end of Wilson's interval for 37 and 38 of 100 is 0.2818 and 0.2910 (scipy.stats.binomtest).
  @Test(arguments: [(37, true), (38, false)])
  func `the interval decides, not the accuracy`(_ right: Int, _ objects: Bool) {
    let docs = SampleOutcomes.confusion([
      [right - 18, 0, 0, 0], [29 - right + 18, 6, 10, 10], [0, 19, 6, 8], [0, 0, 6, 6],
    ])
    let evidence = Evidence(outcomes: docs, readout: 0)
    #expect(evidence.tally.correct == right && evidence.tally.gold.max() == 29)
    #expect((NotAboveBestConstant().reason(in: evidence) != nil) == objects)
  }
}
