import EvalCore
import Testing

@Suite struct WorseThanUniformBytesTests {
  static func verdict(_ outcomes: [Outcome]) -> Verdict {
    SampleOutcomes.result(outcomes, tree: TaskTree(name: "wikitext")).verdict
  }

  @Test func `objects from 8 bits a byte on`() {
    // 30 bytes of 8 bits are 166.355 nats.
    let verdict = Self.verdict([SampleOutcomes.text(0, -166.3), SampleOutcomes.text(1, -166.5)])
    #expect(verdict.reasons.map(\.rule) == ["worse_than_uniform_bytes"])
    #expect(verdict.status == .suspect)
    #expect(verdict.reasons[0].message.hasPrefix("the texts cost 8.002 bits a byte"))
    #expect(Self.verdict([SampleOutcomes.text(0, -166.3), SampleOutcomes.text(1, -166.4)]).status == .valid)
  }

  @Test func `broken texts are left out, and are invalid`() {
    let verdict = Self.verdict([SampleOutcomes.text(0, -40), SampleOutcomes.text(1, -.infinity)])
    #expect(verdict.reasons.map(\.rule) == ["non_finite"])
  }
}
