import EvalCore
import Testing

@Suite struct OutcomeTests {
  @Test func `any of several right choices is right`() {
    let doc = SampleOutcomes.choices(["a", "b", "c"], golds: [0, 2], SampleOutcomes.answer([-3, -2, -1]))
    #expect(doc.isRight(at: 0))
    #expect(doc.gold == 0)
    #expect(!SampleOutcomes.choices(["a", "b"], golds: [0], SampleOutcomes.answer([-3, -2])).isRight(at: 0))
    #expect(!SampleOutcomes.choices(["a", "b"], golds: [0], SampleOutcomes.answer([-2, -2])).isRight(at: 0))
  }

  @Test func `a doc without a right choice that is there is wrong whatever is answered`() {
    let doc = SampleOutcomes.choices(["a", "b"], golds: [], SampleOutcomes.answer([-3, -2]))
    #expect(!doc.isRight(at: 0))
    #expect(doc.gold == Outcome.noGold)
    #expect(doc.metricInput(readout: 0).gold == .outOfRange)
  }

  @Test func `a continuation is right when it is greedy and its number is one`() {
    #expect(SampleOutcomes.continuation(0, -1.5, isGreedy: true).isRight(at: 0))
    #expect(!SampleOutcomes.continuation(0, -1.5, isGreedy: false).isRight(at: 0))
    #expect(!SampleOutcomes.continuation(0, .nan, isGreedy: true).isRight(at: 0))
  }

  @Test func `a whole text is neither right nor wrong`() {
    let text = SampleOutcomes.text(0, -40)
    #expect(!text.isJudged)
    #expect(!text.isRight(at: 0))
    #expect(text.requestCount == 1)
  }

  @Test func `is what metrics are computed from`() {
    let answer = Outcome.Answer(
      loops: nil, logprobs: [-1, -2], isGreedy: [true, false], unconditional: [-3, -4], fault: nil)
    let input = SampleOutcomes.choices(["a", "b"], golds: [1, 0], answer).metricInput(readout: 0)
    #expect(
      input
        == MetricInput(
          outputType: .multipleChoice, choices: ["a", "b"], gold: .anyOf([1, 0]), loglikelihoods: [-1, -2],
          isGreedy: [true, false], unconditional: [-3, -4]))
    let text = SampleOutcomes.text(0, -40).metricInput(readout: 0)
    #expect(text.words == 5 && text.bytes == 30 && text.loglikelihoods == [-40])
  }

  @Test func `an answer with a fault has no numbers for metrics, finite as they look`() throws {
    let answer = SampleOutcomes.answer([-1, -2], fault: SampleOutcomes.fault(.varianceOverflow))
    let input = SampleOutcomes.choices(["a", "b"], golds: [0], answer).metricInput(readout: 0)
    #expect(input.loglikelihoods.allSatisfy { $0.isNaN })
    #expect(try MetricName.acc.value(of: input) == .number(0))
  }

  @Test func `other answers leave the doc as it is`() {
    let doc = SampleOutcomes.text(3, -40)
    #expect(doc.answered(doc.answers) == doc)
    #expect(doc.answered([]).answers.isEmpty)
  }
}
