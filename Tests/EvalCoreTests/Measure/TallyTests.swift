@testable import EvalCore
import Testing

@Suite struct TallyTests {
  @Test func `counts predictions, right answers and letters`() {
    let tally = Tally(SampleOutcomes.healthy, readout: 0)
    #expect(tally.total == 100)
    #expect(tally.correct == 91)
    #expect(tally.predicted == [26, 24, 26, 24])
    #expect(tally.gold == [25, 24, 27, 24])
    #expect(tally.labels == ["A", "B", "C", "D"])
    #expect(tally.chance == 0.25)
    #expect(tally.bestConstant == 2)
    #expect(tally.predictions == 100)
    let balanced = (23.0 / 25 + 22.0 / 24 + 24.0 / 27 + 22.0 / 24) / 4
    #expect(tally.balancedAccuracy == balanced)
  }

  @Test func `a doc with NaN counts as wrong and apart, not as A`() {
    let tally = Tally(
      [
        SampleOutcomes.outcome(0, gold: 0, SampleOutcomes.answer([.nan, .nan, .nan, .nan])),
        SampleOutcomes.outcome(1, gold: 0, SampleOutcomes.answer([-1, -1, -1, -1])),
        SampleOutcomes.outcome(2, gold: 0, SampleOutcomes.answer([-1, -1.000001, -5, -5])),
      ], readout: 0)
    #expect(tally.total == 3)
    #expect(tally.correct == 1)
    #expect(tally.invalid == 1)
    #expect(tally.ties == 1)
    #expect(tally.nearTies == 1)
    #expect(tally.predicted == [1, 0, 0, 0])
    #expect(tally.predictions == 1)
  }

  @Test func `the choices' probability mass is averaged over docs with finite numbers`() throws {
    // ln 0.1, ln 0.2, ln 0.3, ln 0.05: 0.65 together. The other: 0.01 four times, a tie.
    let tally = Tally(
      [
        SampleOutcomes.outcome(
          0, gold: 0,
          SampleOutcomes.answer([-2.302585092994046, -1.6094379124341003, -1.2039728043259361, -2.995732273553991])),
        SampleOutcomes.outcome(1, gold: 0, SampleOutcomes.answer(Array(repeating: -4.605170185988091, count: 4))),
        SampleOutcomes.outcome(2, gold: 0, SampleOutcomes.answer([.nan, 0, 0, 0])),
      ], readout: 0)
    #expect((try #require(tally.meanChoiceMass) - (0.65 + 0.04) / 2).magnitude < 1e-15)
  }

  @Test func `balanced accuracy leaves out a letter that is never right`() {
    let tally = Tally(
      SampleOutcomes.confusion([[3, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]), readout: 0)
    #expect(tally.balancedAccuracy == (0.75 + 0.5) / 2)
  }

  @Test func `positions with different labels are named by number`() {
    let first = SampleOutcomes.outcome(0, gold: 0, SampleOutcomes.answer(0))
    let second = Outcome(
      task: "t", docID: 1, docHash: "", promptHash: "", targetHash: "", choices: ["A", "x"], gold: 1,
      answers: [SampleOutcomes.answer([-1, -2])])
    let tally = Tally([first, second], readout: 0)
    #expect(tally.labels == ["A", "2", "C", "D"])
    #expect(tally.chance == (0.25 + 0.5) / 2)
  }

  @Test func `is empty without docs`() {
    let tally = Tally([], readout: 0)
    #expect(tally.accuracy.isNaN)
    #expect(tally.balancedAccuracy == nil)
    #expect(tally.meanChoiceMass == nil)
    #expect(tally.bestConstant == nil)
  }

  @Test func `a doc with several right choices counts for each of them, and in one cell`() {
    let docs = [
      SampleOutcomes.choices(["a", "b", "c"], golds: [0, 2], SampleOutcomes.answer([-3, -2, -1])),
      SampleOutcomes.choices(["a", "b", "c"], golds: [0, 2], id: 1, SampleOutcomes.answer([-3, -1, -2])),
    ]
    let tally = Tally(docs, readout: 0)
    #expect(tally.correct == 1)
    #expect(tally.gold == [2, 0, 2])
    #expect(tally.confusion.counts == [[1, 0], [0, 1]])
    #expect(tally.chance == 2.0 / 3)
    #expect(tally.balancedAccuracy == nil)
  }

  @Test func `twenty thousand choices take room for themselves, not for their pairs`() {
    let choices = (0..<20_000).map { "\($0 + 3)" }
    let logprobs = choices.indices.map { -Double($0) - 1 }
    let tally = Tally(
      [SampleOutcomes.choices(choices, golds: [7], SampleOutcomes.answer(logprobs))], readout: 0)
    #expect(tally.confusion.counts == [[1]] && tally.correctChoices == 0)
    #expect(tally.labels.count == 20_000 && tally.labels[7] == "10")
  }

  @Test func `a doc without a right choice is wrong and in no cell`() {
    let tally = Tally(
      [SampleOutcomes.choices(["a", "b"], golds: [], SampleOutcomes.answer([-3, -2]))], readout: 0)
    #expect(tally.total == 1 && tally.correct == 0 && tally.predictions == 1)
    #expect(tally.gold == [0, 0])
    #expect(tally.confusion.counts.isEmpty)
    #expect(tally.chance == 0)
  }

  @Test func `continuations are right when greedy, and whole texts are not judged`() {
    let docs = [
      SampleOutcomes.continuation(0, -1, isGreedy: true), SampleOutcomes.continuation(1, -2, isGreedy: false),
      SampleOutcomes.continuation(2, .nan, isGreedy: false), SampleOutcomes.text(0, -40), SampleOutcomes.text(1, .nan),
    ]
    let tally = Tally(docs, readout: 0)
    #expect(tally.total == 5 && tally.judged == 3 && tally.withChoices == 0)
    #expect(tally.correct == 1 && tally.invalid == 2)
    #expect(tally.accuracy == 1.0 / 3)
    #expect(tally.labels.isEmpty && tally.unpredicted == 0)
    #expect(tally.chance.isNaN && tally.meanChoiceMass == nil && tally.balancedAccuracy == nil)
    #expect(Tally([SampleOutcomes.text(0, -40)], readout: 0).accuracy.isNaN)
  }

  @Test func `labels are distinct, even where choices are not`() {
    let tally = Tally(
      [
        SampleOutcomes.choices(["x", "x", "3"], golds: [0], SampleOutcomes.answer([-1, -2, -3])),
        SampleOutcomes.choices(["3", "y", "z"], golds: [0], id: 1, SampleOutcomes.answer([-1, -2, -3])),
      ], readout: 0)
    #expect(Set(tally.labels).count == 3)
    #expect(!tally.hasFixedLabels)
  }

  @Test func `a tie is wrong, and it is known what lm-eval's acc makes of it`() {
    let docs = [
      SampleOutcomes.outcome(0, gold: 1, SampleOutcomes.answer([-3, -1, -1, -4])),
      SampleOutcomes.outcome(1, gold: 2, SampleOutcomes.answer([-3, -1, -1, -4])),
      SampleOutcomes.outcome(2, gold: 0, SampleOutcomes.answer(0)),
    ]
    let tally = Tally(docs, readout: 0)
    #expect(tally.ties == 2 && tally.correct == 1 && tally.tiesRightAtFirst == 1 && tally.correctWithTies == 2)
  }

  @Test func `an empty choice has a label that can be seen`() {
    let doc = SampleOutcomes.choices(["", " ", "x"], golds: [0], SampleOutcomes.answer([-1, -2, -3]))
    #expect(Tally([doc], readout: 0).labels == ["\"\"", "\" \"", "x"])
  }
}
