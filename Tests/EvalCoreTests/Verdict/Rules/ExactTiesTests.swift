import Testing

@testable import EvalCore

@Suite struct ExactTiesTests {
  static func docs(ties: Int, of total: Int, isRounded: Bool = false) -> Evidence {
    let tied = (0..<ties).map { SampleOutcomes.outcome($0, gold: 0, SampleOutcomes.answer([-1, -1, -2, -3])) }
    let clear = (ties..<total).map { SampleOutcomes.outcome($0, gold: 0, SampleOutcomes.answer(0)) }
    return Evidence(outcomes: tied + clear, readout: 0, isRounded: isRounded)
  }

  @Test(arguments: [
    (5, 500, false), (5, 499, true), (10, 1000, false), (11, 1000, true), (0, 10, false), (4, 10, false),
    (5, 10, true), (3, 3, true), (1, 1, true), (1, 98, false),
  ])
  func `five ties, or all docs, and more than one per cent are invalid`(_ ties: Int, _ total: Int, _ objects: Bool) {
    #expect((ExactTies().reason(in: Self.docs(ties: ties, of: total)) != nil) == objects)
  }

  @Test(
    arguments: [
      (5, 700, nil), (70, 700, nil), (71, 700, .suspect), (350, 700, .suspect), (351, 700, .invalid), (2, 2, .invalid),
    ] as [(Int, Int, Verdict.Status?)])
  func `rounding to few bits makes ties, but not in every second doc`(
    _ ties: Int, _ total: Int, _ status: Verdict.Status?
  ) {
    #expect(ExactTies().reason(in: Self.docs(ties: ties, of: total, isRounded: true))?.status == status)
  }

  @Test func `choices of the same text do not tie, as they are one question asked twice`() {
    let docs = (0..<20).map { id in
      SampleOutcomes.choices(["a", "b", "a"], golds: [0], id: id, SampleOutcomes.answer([-1, -2, -1]))
    }
    #expect(ExactTies().reason(in: Evidence(outcomes: docs, readout: 0)) == nil)
    let other = (0..<20).map { id in
      SampleOutcomes.choices(["a", "b", "c"], golds: [0], id: id, SampleOutcomes.answer([-1, -2, -1]))
    }
    #expect(ExactTies().reason(in: Evidence(outcomes: other, readout: 0))?.status == .invalid)
  }

  @Test func `the first tied doc is named`() {
    let reason = ExactTies().reason(in: Self.docs(ties: 6, of: 100))
    #expect(reason?.status == .invalid)
    #expect(
      reason?.message
        == "6 of 100 docs (6.0 %) have an exact tie for the best choice (more than 1 %) and count as wrong; the first "
        + "is mmlu_tides doc 0: log-likelihoods [-1.0, -1.0, -2.0, -3.0]")
  }
}
