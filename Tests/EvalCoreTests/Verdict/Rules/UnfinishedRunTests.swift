import Testing

@testable import EvalCore

@Suite struct UnfinishedRunTests {
  static func reason(_ completion: Completion) -> VerdictReason? {
    UnfinishedRun().reason(in: RunEvidence(outcomes: [], readouts: [nil], completion: completion))
  }

  @Test func `a run without an end is invalid`() {
    let reason = Self.reason(Completion(done: 40, planned: 100, isFinished: false))
    #expect(reason?.status == .invalid)
    #expect(reason?.message == "the run did not finish: 40 of 100 docs; run it again for a result")
  }

  @Test func `so is one that ended with too few docs`() {
    #expect(Self.reason(Completion(done: 99, planned: 100, isFinished: true)) != nil)
    #expect(Self.reason(.finished(100)) == nil)
  }
}
