import EvalCore
import Testing

@Suite struct RunResultTests {
  let tree = TaskTree(
    name: "mmlu",
    children: [
      TaskTree(name: "mmlu_stem", alias: "stem", children: [TaskTree(name: "mmlu_tides"), TaskTree(name: "mmlu_sand")])
    ])

  @Test func `has a row for the total, groups and tasks, groups before members`() {
    let outcomes =
      SampleOutcomes.confusion([[1, 0], [1, 1]], task: "mmlu_tides")
      + SampleOutcomes.confusion([[2, 0], [0, 2]], task: "mmlu_sand")
      + SampleOutcomes.confusion([[0, 1], [0, 0]], task: "mmlu_fog")
    let result = SampleOutcomes.result(outcomes, tree: tree)
    #expect(result.rows.map(\.task) == ["mmlu", "mmlu_fog", "mmlu_stem", "mmlu_sand", "mmlu_tides"])
    #expect(result.rows.map(\.depth) == [0, 1, 1, 2, 2])
    #expect(result.rows.map(\.level) == [.total, .task, .group, .task, .task])
    #expect(result.rows.map(\.tally.correct) == [6, 0, 6, 4, 2])
    #expect(result.rows.map(\.tally.total) == [8, 1, 7, 4, 3])
    // lm-eval's pooled formula: squares 2 · 1 / 3 + 0 over (7 − 2) · 7.
    #expect(result.rows[2].stderr == (2.0 / 3 / 5 / 7).squareRoot())
    #expect(result.rows[1].stderr == nil)
  }

  @Test func `has a row for every read-out, and says at which one a rule objects`() {
    let outcomes = SampleOutcomes.healthy.map { doc in
      SampleOutcomes.outcome(
        doc.docID, gold: doc.gold, SampleOutcomes.answer(0, loops: 8, salt: doc.docID),
        SampleOutcomes.answer(doc.answers[0].logprobs, loops: 400))
    }
    let result = RunResult(
      outcomes: outcomes, tree: TaskTree(name: "mmlu"), readouts: [8, 400], completion: .finished(100))
    #expect(result.rows.map(\.loops) == [8, 400, 8, 400])
    #expect(result.rows.map(\.tally.correct) == [25, 91, 25, 91])
    #expect(result.totals.map(\.verdict.status) == [.suspect, .valid])
    #expect(result.verdict.status == .suspect)
    #expect(result.verdict.reasons.map(\.rule).contains("constant_prediction"))
    #expect(result.verdict.reasons.allSatisfy { $0.loops == 8 && $0.message.hasPrefix("at 8 loops: ") })
  }

  @Test func `the verdict of a total has what was found in the run as a whole`() {
    let result = RunResult(
      outcomes: SampleOutcomes.healthy, tree: TaskTree(name: "mmlu"), readouts: [nil],
      completion: Completion(done: 100, planned: 120, isFinished: false))
    #expect(result.totals[0].verdict.status == .valid)
    #expect(result.verdict(of: result.totals[0]).reasons.map(\.rule) == ["unfinished_run"])
  }

  @Test func `a healthy run is valid, and so are its subjects`() {
    let result = SampleOutcomes.result(SampleOutcomes.healthy)
    #expect(result.verdict == Verdict([]))
    #expect(result.rows.map(\.verdict.status) == [.valid, .valid])
  }

  @Test func `a subject is not suspect for being small and weak`() {
    let weak = SampleOutcomes.confusion([[4, 4, 4, 4], [2, 2, 2, 2]], task: "mmlu_fog")
    let result = SampleOutcomes.result(SampleOutcomes.healthy + weak)
    #expect(result.rows.map(\.verdict.status) == [.valid, .valid, .valid])
    #expect(SampleOutcomes.result(weak).verdict.status == .suspect)
  }

  @Test func `a subject with a broken doc is invalid, and so is the run`() {
    let broken = SampleOutcomes.outcome(0, task: "mmlu_fog", gold: 0, SampleOutcomes.answer([.nan, -1, -1, -1]))
    let result = SampleOutcomes.result(SampleOutcomes.healthy + [broken])
    #expect(result.rows.map(\.task) == ["mmlu", "mmlu_fog", "mmlu_tides"])
    #expect(result.rows.map(\.verdict.status) == [.invalid, .invalid, .valid])
    #expect(result.verdict.status == .invalid)
  }

  @Test func `a model that always answers A is suspect for four reasons`() {
    let result = SampleOutcomes.result(SampleOutcomes.alwaysA)
    #expect(result.verdict.status == .suspect)
    #expect(
      result.verdict.reasons.map(\.rule) == [
        "constant_prediction", "constant_score", "independent_predictions", "not_above_best_constant",
      ])
  }

  @Test func `what makes a subject invalid makes its group and the run invalid`() {
    let tied = (0..<5).map {
      SampleOutcomes.outcome($0, task: "mmlu_sand", gold: 0, SampleOutcomes.answer([-1, -1, -2, -3]))
    }
    let clear = (5..<100).map {
      SampleOutcomes.outcome($0, task: "mmlu_sand", gold: $0 % 4, SampleOutcomes.answer($0 % 4, salt: $0))
    }
    let others = (0..<9).flatMap { part in
      (0..<100).map { id in
        SampleOutcomes.outcome(id, task: "mmlu_\(part)", gold: id % 4, SampleOutcomes.answer(id % 4, salt: id))
      }
    }
    let result = SampleOutcomes.result(tied + clear + others, tree: tree)
    let rows = Dictionary(uniqueKeysWithValues: result.rows.map { ($0.task, $0.verdict) })
    // 5 of 100 docs, but 5 of 1000.
    #expect(rows["mmlu_sand"]?.status == .invalid && rows["mmlu_0"]?.status == .valid)
    #expect(rows["mmlu_stem"]?.reasons.map(\.rule) == ["exact_ties"])
    #expect(rows["mmlu"]?.status == .invalid && result.verdict.status == .invalid)
    #expect(result.verdict.reasons.contains { $0.message.hasPrefix("mmlu_stem: 5 of 100 docs") })
  }

  @Test func `members of a collection stand side by side, each judged by itself, and the run by all of them`() {
    let weak = SampleOutcomes.confusion([[4, 4, 4, 4], [2, 2, 2, 2]], task: "mmlu_fog")
    let tree = TaskTree(
      name: "all", children: [TaskTree(name: "mmlu_tides"), TaskTree(name: "mmlu_fog")], isCollection: true)
    let result = SampleOutcomes.result(SampleOutcomes.healthy + weak, tree: tree)
    #expect(result.rows.map(\.task) == ["mmlu_fog", "mmlu_tides"])
    #expect(result.rows == result.totals && result.rows.map(\.level) == [.task, .task])
    #expect(result.rows.map(\.verdict.status) == [.suspect, .valid])
    #expect(result.verdict.status == .suspect)
    #expect(result.verdict.reasons.allSatisfy { $0.message.hasPrefix("mmlu_fog: ") })
  }

  @Test func `every read-out has its verdict`() {
    let outcomes = SampleOutcomes.healthy.map { doc in
      SampleOutcomes.outcome(
        doc.docID, gold: doc.gold, SampleOutcomes.answer(0, loops: 8, salt: doc.docID),
        SampleOutcomes.answer(doc.answers[0].logprobs, loops: 400))
    }
    let tree = TaskTree(name: "all", children: [TaskTree(name: "mmlu_tides")], isCollection: true)
    let result = RunResult(outcomes: outcomes, tree: tree, readouts: [8, 400], completion: .finished(100))
    #expect([0, 1].map { result.verdict(at: $0).status } == [.suspect, .valid])
    #expect(result.verdict(at: 0).reasons.first?.message.hasPrefix("mmlu_tides: predicted A") == true)
  }

  @Test(.timeLimit(.minutes(1))) func `twenty thousand subjects are measured in one go`() {
    let outcomes = (0..<20_000).map { id in
      SampleOutcomes.outcome(id, task: "mmlu_\(id)", gold: id % 4, SampleOutcomes.answer(id % 4, salt: id))
    }
    let result = SampleOutcomes.result(outcomes)
    #expect(result.rows.count == 20_001 && result.totals[0].tally.correct == 20_000)
    #expect(result.rows.dropFirst().allSatisfy { $0.tally.total == 1 })
  }

  @Test func `a collection without docs has nothing to measure`() {
    let result = SampleOutcomes.result([], tree: TaskTree(name: "all", isCollection: true))
    #expect(result.verdict.reasons.map(\.rule) == ["no_docs"])
  }

  @Test func `tasks of all kinds stand beside each other`() {
    let outcomes =
      SampleOutcomes.healthy + (0..<4).map { SampleOutcomes.continuation($0, -1 - Double($0), isGreedy: $0 > 0) }
      + (0..<3).map { SampleOutcomes.text($0, -40 - Double($0)) }
    let result = SampleOutcomes.result(outcomes, tree: TaskTree(name: "all", isCollection: true))
    #expect(result.rows.map(\.task) == ["lambada", "mmlu_tides", "wikitext"])
    #expect(result.rows.map(\.tally.correct) == [3, 91, 0])
    #expect(result.rows.map(\.tally.judged) == [4, 100, 0])
    #expect(result.verdict.status == .valid)
    #expect(result.rows[2].accuracy.isNaN)
  }
}
