import Testing

@testable import EvalCore

@Suite struct NoDocsTests {
  @Test func `zero docs are no result`() {
    let reason = NoDocs().reason(in: Evidence(outcomes: [], readout: 0))
    #expect(reason?.status == .invalid)
    #expect(reason?.message == "no docs were scored: there is nothing to measure")
    #expect(SampleOutcomes.result([]).verdict.reasons.map(\.rule) == ["no_docs"])
  }

  @Test func `one doc is not none`() {
    #expect(NoDocs().reason(in: Evidence(outcomes: [SampleOutcomes.healthy[0]], readout: 0)) == nil)
  }
}
