import Testing

@testable import EvalCore

@Suite struct ExactTiesTests {
  static func docs(ties: Int, of total: Int) -> Evidence {
    let tied = (0..<ties).map { SampleOutcomes.outcome($0, gold: 0, SampleOutcomes.answer([-1, -1, -2, -3])) }
    let clear = (ties..<total).map { SampleOutcomes.outcome($0, gold: 0, SampleOutcomes.answer(0)) }
    return Evidence(outcomes: tied + clear, readout: 0)
  }

  @Test(arguments: [
    (1, 100, false), (2, 100, true), (10, 1000, false), (11, 1000, true), (0, 10, false), (1, 10, true),
  ])
  func `more than one per cent is invalid`(_ ties: Int, _ total: Int, _ objects: Bool) {
    #expect((ExactTies(minimumCount: 1).reason(in: Self.docs(ties: ties, of: total)) != nil) == objects)
  }

  @Test func `a subject's few docs need five`() {
    #expect(ExactTies(minimumCount: 5).reason(in: Self.docs(ties: 4, of: 50)) == nil)
    #expect(ExactTies(minimumCount: 5).reason(in: Self.docs(ties: 5, of: 50)) != nil)
  }

  @Test func `the first tied doc is named`() {
    let reason = ExactTies(minimumCount: 1).reason(in: Self.docs(ties: 2, of: 100))
    #expect(reason?.status == .invalid)
    #expect(
      reason?.message
        == "2 of 100 docs (2.0 %) have an exact tie for the best choice (more than 1 %) and count as wrong; the first "
        + "is mmlu_tides doc 0: log-likelihoods [-1.0, -1.0, -2.0, -3.0]")
  }
}
