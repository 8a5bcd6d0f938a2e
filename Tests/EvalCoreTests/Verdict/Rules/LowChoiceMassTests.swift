import Testing

@testable import EvalCore

@Suite struct LowChoiceMassTests {
  // The four letters together: exp(best) (1 + exp(−5) (…)), 1.017 times exp(best) at choice 0.
  @Test(arguments: [(-4.60, false), (-4.63, true)])
  func `less than 1 % on all choices together is suspect`(_ best: Double, _ objects: Bool) {
    let doc = SampleOutcomes.outcome(0, gold: 0, SampleOutcomes.answer(0, best: best))
    #expect((LowChoiceMass().reason(in: Evidence(outcomes: [doc], readout: 0)) != nil) == objects)
  }

  @Test func `says the mean`() {
    let doc = SampleOutcomes.outcome(0, gold: 0, SampleOutcomes.answer([-20, -21, -22, -23]))
    let reason = LowChoiceMass().reason(in: Evidence(outcomes: [doc], readout: 0))
    #expect(reason?.status == .suspect)
    #expect(reason?.message == "the choices together have 0.0000 % of the probability on average, less than 1 %")
  }
}
