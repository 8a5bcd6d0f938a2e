import EvalCore
import Testing

/// Rules about positions, where every doc has choices of its own.
@Suite struct OwnChoicesTests {
  static func reasons(_ outcomes: [Outcome]) -> [String] {
    SampleOutcomes.result(outcomes, tree: TaskTree(name: "piqa")).verdict.reasons.map(\.rule)
  }

  @Test func `little probability on long texts is no reason`() {
    let golds = (0..<60).map { $0 * 7 % 3 }
    #expect(Self.reasons(SampleOutcomes.ownChoices(golds: golds, predicted: golds)).isEmpty)
  }

  @Test func `a right choice that always stands first is no reason`() {
    let first = Array(repeating: 0, count: 40)
    #expect(Self.reasons(SampleOutcomes.ownChoices(golds: first, predicted: first)).isEmpty)
    let guesses = (0..<40).map { $0 * 7 % 3 }
    #expect(
      Self.reasons(SampleOutcomes.ownChoices(golds: first, predicted: guesses)) == ["not_above_best_constant"])
  }

  @Test func `guessing is a floor where docs differ in the number of choices`() throws {
    // Two choices in 30 docs, four in 30: guessing has 3/8, the best position 22 of 60.
    let golds = (0..<60).map { $0 < 30 ? $0 % 2 : $0 % 4 }
    let late = golds.suffix(30).enumerated().map { $0.offset % 5 == 0 ? ($0.element + 1) % 4 : $0.element }
    let outcomes =
      SampleOutcomes.ownChoices(golds: Array(golds.prefix(30)), predicted: golds.prefix(30).map { 1 - $0 }, count: 2)
      + SampleOutcomes.ownChoices(golds: Array(golds.suffix(30)), predicted: late, count: 4)
      .map { SampleOutcomes.choices($0.choices, golds: $0.golds, id: $0.docID + 30, $0.answers[0]) }
    let result = SampleOutcomes.result(outcomes, tree: TaskTree(name: "piqa"))
    #expect(result.totals[0].tally.chance == 0.375)
    let reason = try #require(result.verdict.reasons.first { $0.rule == "not_above_best_constant" })
    #expect(reason.message.hasSuffix("is not above the 37.500 % of guessing"))
  }
}
