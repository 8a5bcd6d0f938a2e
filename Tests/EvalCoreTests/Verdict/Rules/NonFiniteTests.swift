import Testing

@testable import EvalCore

@Suite struct NonFiniteTests {
  @Test func `one broken doc of a hundred is enough, and it is named with its place`() {
    var docs = SampleOutcomes.healthy
    docs[40] = SampleOutcomes.outcome(
      40, gold: 0,
      SampleOutcomes.answer([.nan, .nan, .nan, .nan], fault: SampleOutcomes.fault(.nonFinite)))
    let reason = NonFinite().reason(in: Evidence(outcomes: docs, readout: 0))
    #expect(reason?.status == .invalid)
    #expect(
      reason?.message
        == "1 of 100 docs (1.0 %) have NaN or infinite numbers and count as wrong, not as a letter; the first is "
        + "mmlu_tides doc 40: NaN or infinity in the hidden state after layer application 158 (layer 3, group 3, "
        + "loop 7) at token 12, counted from 0")
  }

  @Test(arguments: [Double.nan, -.infinity, .infinity])
  func `a log-likelihood without a known place is shown`(_ value: Double) {
    let doc = SampleOutcomes.outcome(7, gold: 0, SampleOutcomes.answer([value, -1, -2, -3]))
    let message = NonFinite().reason(in: Evidence(outcomes: [doc], readout: 0))?.message
    #expect(message?.hasSuffix("mmlu_tides doc 7: log-likelihoods [\(value), -1.0, -2.0, -3.0]") == true)
  }

  @Test func `a fault beside finite numbers counts`() {
    let doc = SampleOutcomes.outcome(
      7, gold: 0, SampleOutcomes.answer([-1, -2, -3, -4], fault: SampleOutcomes.fault(.nonFinite)))
    #expect(NonFinite().reason(in: Evidence(outcomes: [doc], readout: 0)) != nil)
  }

  @Test func `healthy docs are no reason`() {
    #expect(NonFinite().reason(in: Evidence(outcomes: SampleOutcomes.healthy, readout: 0)) == nil)
  }
}
