import Testing

@testable import EvalCore

@Suite struct ConstantScoreTests {
  @Test func `a score that a letter would get is suspect`() {
    let reason = ConstantScore().reason(in: Evidence(outcomes: SampleOutcomes.alwaysA, readout: 0))
    #expect(reason?.status == .suspect)
    #expect(reason?.message == "23 correct is exactly the number of docs whose answer is A")
  }

  @Test func `names every such letter`() {
    let evidence = Evidence(outcomes: SampleOutcomes.confusion([[5, 5, 3], [0, 0, 0], [0, 0, 0]]), readout: 0)
    let reason = ConstantScore().reason(in: evidence)
    #expect(
      reason?.message
        == "5 correct is exactly the number of docs whose answer is A, also of those whose answer is B")
  }

  @Test func `another score, and none at all, are not`() {
    #expect(ConstantScore().reason(in: Evidence(outcomes: SampleOutcomes.healthy, readout: 0)) == nil)
    let none = Evidence(outcomes: SampleOutcomes.confusion([[0, 3], [2, 0]]), readout: 0)
    #expect(ConstantScore().reason(in: none) == nil)
  }
}
