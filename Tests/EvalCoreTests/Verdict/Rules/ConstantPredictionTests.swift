import Testing

@testable import EvalCore

@Suite struct ConstantPredictionTests {
  @Test(arguments: [(98, 2, false), (99, 1, true), (981, 19, true), (980, 20, false)])
  func `more than 98 % of one letter is suspect`(_ a: Int, _ b: Int, _ objects: Bool) {
    let evidence = Evidence(outcomes: SampleOutcomes.confusion([[a, 0], [0, b]]), readout: 0)
    #expect((ConstantPrediction().reason(in: evidence) != nil) == objects)
  }

  @Test func `says the letter and the numbers`() {
    let reason = ConstantPrediction().reason(in: Evidence(outcomes: SampleOutcomes.alwaysA, readout: 0))
    #expect(reason?.status == .suspect)
    #expect(reason?.message == "predicted A for 100 of 100 docs (100.0 %), more than 98 %")
  }
}
