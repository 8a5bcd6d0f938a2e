import EvalCore
import Testing

@Suite struct NumericalFaultDescriptionTests {
  @Test func `names application, layer, group, loop and token`() {
    #expect(
      "\(SampleOutcomes.fault(.nonFinite))"
        == "NaN or infinity in the hidden state after layer application 158 (layer 3, group 3, loop 7) at token 12, "
        + "counted from 0")
    #expect(
      "\(SampleOutcomes.fault(.varianceOverflow))"
        == "a layer norm's variance overflowed in layer application 158 (layer 3, group 3, loop 7) at token 12, "
        + "counted from 0")
  }

  @Test func `leaves out what does not apply`() {
    let fault = NumericalFault(
      kind: .nonFiniteLogits, application: nil, layer: nil, group: nil, loop: nil, position: 4)
    #expect("\(fault)" == "NaN or infinity in the logits after the last layer application at token 4, counted from 0")
  }
}
