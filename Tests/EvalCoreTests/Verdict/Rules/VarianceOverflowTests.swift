import Testing

@testable import EvalCore

@Suite struct VarianceOverflowTests {
  @Test func `finite logits after an overflowed norm are told apart from NaN`() {
    let doc = SampleOutcomes.outcome(
      3, gold: 0, SampleOutcomes.answer([-1, -2, -3, -4], fault: SampleOutcomes.fault(.varianceOverflow)))
    let evidence = Evidence(outcomes: SampleOutcomes.healthy + [doc], readout: 0)
    #expect(NonFinite().reason(in: evidence) == nil)
    let reason = VarianceOverflow().reason(in: evidence)
    #expect(reason?.status == .invalid)
    #expect(
      reason?.message
        == "1 of 101 docs (1.0 %) have finite logits that do not depend on the prompt, because a layer norm "
        + "overflowed; they count as wrong; the first is mmlu_tides doc 3: a layer norm's variance overflowed in layer "
        + "application 158 (layer 3, group 3, loop 7) at token 12, counted from 0")
    #expect(evidence.tally.invalid == 1)
  }

  @Test func `numbers that broke after the overflow are the other rule's`() {
    let doc = SampleOutcomes.outcome(
      3, gold: 0, SampleOutcomes.answer([.nan, -2, -3, -4], fault: SampleOutcomes.fault(.varianceOverflow)))
    let evidence = Evidence(outcomes: [doc], readout: 0)
    #expect(VarianceOverflow().reason(in: evidence) == nil)
    #expect(NonFinite().reason(in: evidence) != nil)
  }
}
