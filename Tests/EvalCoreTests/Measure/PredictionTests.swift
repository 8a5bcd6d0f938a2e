import EvalCore
import Testing

@Suite struct PredictionTests {
  static let table: [([Double], Prediction)] = [
    ([-3.0, -1, -2, -4], .choice(1, isNearTie: false)),
    ([-3, -1, -1.000009, -4], .choice(1, isNearTie: true)),
    ([-3, -1, -1.00002, -4], .choice(1, isNearTie: false)),
    ([-30, -20, -20.000019, -40], .choice(1, isNearTie: true)),
    ([-30, -20, -20.000021, -40], .choice(1, isNearTie: false)),
    ([-3, -1, -1, -4], .tie),
    ([-1, -1, -1, -1], .tie),
    ([-1, -2, -2, -2], .choice(0, isNearTie: false)),
    ([.nan, -1, -2, -3], .invalid),
    ([-1, -2, -3, -.infinity], .invalid),
    ([.infinity, -2, -3, -4], .invalid),
    ([.nan, .nan, .nan, .nan], .invalid),
    ([-0.5], .choice(0, isNearTie: false)),
    ([], .invalid),
  ]

  @Test(arguments: table)
  func `follows from log-likelihoods, and never from NaN or a tie`(_ logprobs: [Double], _ expected: Prediction) {
    #expect(Prediction(logprobs: logprobs) == expected)
  }

  @Test func `an answer with a fault has none, although its numbers are finite`() {
    let answer = SampleOutcomes.answer([-1, -2, -3, -4], fault: SampleOutcomes.fault(.varianceOverflow))
    #expect(Prediction(answer) == .invalid)
    #expect(Prediction(answer).index == nil)
  }

  @Test(
    arguments: [
      (["a", "b", "b"], .choice(1, isNearTie: false)), (["a", "b", "c"], .tie), (["b", "a", "b"], .tie),
      (["é", "e\u{301}", "e\u{301}"], .choice(1, isNearTie: false)), (["", "é", "e\u{301}"], .tie), ([], .tie),
    ] as [([String], Prediction)])
  func `choices of the same bytes are one answer, counted at the first of them`(
    _ choices: [String], _ expected: Prediction
  ) {
    #expect(Prediction(logprobs: [-2, -1, -1], choices: choices) == expected)
  }

  @Test func `a doc's own prediction knows its choices`() {
    let doc = SampleOutcomes.choices(["x", "y", "y"], golds: [1], SampleOutcomes.answer([-2, -1, -1]))
    #expect(doc.prediction(at: 0) == .choice(1, isNearTie: false) && doc.isRight(at: 0))
    #expect(Prediction(doc.answers[0]) == .tie)
    let second = SampleOutcomes.choices(["x", "y", "y"], golds: [2], SampleOutcomes.answer([-2, -1, -1]))
    #expect(!second.isRight(at: 0), "lm-eval takes the first of equal choices")
  }
}
