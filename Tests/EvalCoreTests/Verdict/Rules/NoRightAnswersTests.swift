import Testing

@testable import EvalCore

@Suite struct NoRightAnswersTests {
  static func docs(without: Int, of total: Int) -> [Outcome] {
    (0..<total).map { id in
      SampleOutcomes.choices(
        SampleOutcomes.letters, golds: id < without ? [] : id % 2 == 0 ? [1] : [0, 2], id: id,
        SampleOutcomes.answer(id % 4, salt: id))
    }
  }

  @Test(arguments: [
    (0, 8, nil), (8, 8, Verdict.Status.invalid), (4, 8, .invalid), (3, 8, .suspect), (1, 100, nil), (2, 100, .suspect),
    (50, 100, .invalid), (49, 100, .suspect), (1, 1, .invalid),
  ])
  func `half without a right answer is invalid, more than one per cent suspect`(
    _ without: Int, _ total: Int, _ status: Verdict.Status?
  ) {
    let evidence = Evidence(outcomes: Self.docs(without: without, of: total), readout: 0)
    #expect(NoRightAnswers().reason(in: evidence)?.status == status)
  }

  @Test func `the message says so in words, in place of a comparison with guessing`() {
    let verdict = Verdict(Evidence(outcomes: Self.docs(without: 8, of: 8), readout: 0).reasonsOfRun)
    #expect(verdict.status == .invalid)
    #expect(
      verdict.reasons.first?.message
        == "8 of 8 docs (100.0 %) have no right answer (half or more) and count as wrong: their answers are missing or name "
        + "no choice; the first is piqa doc 0")
    #expect(!verdict.reasons.contains { $0.rule == "not_above_best_constant" })
  }

  @Test func `tasks without choices have no right choice to miss`() {
    let docs = [SampleOutcomes.continuation(0, -1, isGreedy: true), SampleOutcomes.text(0, -9)]
    #expect(NoRightAnswers().reason(in: Evidence(outcomes: docs, readout: 0)) == nil)
  }
}
