import Testing

@testable import EvalCore

@Suite struct OwnExamplesTests {
  static func docs(_ count: Int, of total: Int, task: String = "tides") -> [Outcome] {
    (0..<total).map { id in
      Outcome(
        task: task, docID: id, docHash: "d\(id)", promptHash: "p\(id)", targetHash: "t",
        choices: SampleOutcomes.letters,
        golds: [id % 4], isOwnExample: id < count, answers: [SampleOutcomes.answer(id % 4, salt: id)])
    }
  }

  @Test(arguments: [
    (0, 10, false), (1, 10, true), (1, 1000, false), (2, 1000, true), (14, 14042, false), (15, 14042, true),
  ])
  func `more than one in a thousand is suspect`(_ count: Int, _ total: Int, _ objects: Bool) {
    let reason = OwnExamples().reason(in: Evidence(outcomes: Self.docs(count, of: total), readout: 0))
    #expect((reason != nil) == objects)
    #expect(reason.map { $0.status == .suspect } ?? true)
  }

  @Test func `the message has counts and the first doc, and a run says it once for all loop counts`() {
    let expected =
      "2 of 3 docs (66.7 %) are among their own few-shot examples (more than 0.1 %), with their answers; the first is "
      + "tides doc 0"
    let docs = Self.docs(2, of: 3).map { $0.answered([$0.answers[0], $0.answers[0]]) }
    let result = RunResult(
      outcomes: docs, tree: TaskTree(name: "tides"), readouts: [8, 16], completion: .finished(3))
    #expect(result.verdict.reasons.filter { $0.rule == "own_examples" }.map(\.message) == [expected])
  }

  @Test func `a member of a collection is judged by itself`() {
    let result = RunResult(
      outcomes: Self.docs(2, of: 3) + Self.docs(0, of: 5000, task: "big"),
      tree: TaskTree(
        name: "all", children: [TaskTree(name: "tides"), TaskTree(name: "big")], isCollection: true),
      readouts: [nil], completion: .finished(5003))
    #expect(result.verdict.reasons.contains { $0.rule == "own_examples" && $0.message.hasPrefix("tides: 2 of 3") })
  }
}
