import EvalCore
import Testing

@Suite struct PredictionTests {
  static let table: [([Double], Prediction)] = [
    ([-3.0, -1, -2, -4], .choice(1, isNearTie: false)),
    ([-3, -1, -1.000009, -4], .choice(1, isNearTie: true)),
    ([-3, -1, -1.00002, -4], .choice(1, isNearTie: false)),
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
}
