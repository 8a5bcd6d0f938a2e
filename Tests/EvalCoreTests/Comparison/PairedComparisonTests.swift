import EvalCore
import Testing

@Suite struct PairedComparisonTests {
  static func side(_ name: String, _ predictions: [Int], task: String = "mmlu_tides") -> ComparisonSide {
    let docs = predictions.enumerated().map {
      SampleOutcomes.outcome($0, task: task, gold: 0, SampleOutcomes.answer($1))
    }
    return ComparisonSide(name: name, outcomes: docs, readout: 0)
  }

  @Test func `counts the four kinds of docs and lists the changed ones`() throws {
    let comparison = try PairedComparison(
      Self.side("a", [0, 0, 1, 1, 2]), Self.side("b", [0, 1, 0, 2, 0]), tree: TaskTree(name: "mmlu"))
    let counts = comparison.total
    #expect(counts.both == 1 && counts.neither == 1 && counts.rightToWrong == 1 && counts.wrongToRight == 2)
    #expect(counts.firstCorrect == 2 && counts.secondCorrect == 3 && counts.total == 5)
    #expect(counts.difference == 0.2)
    #expect((counts.pValue - 1).magnitude < 1e-14)
    #expect(comparison.changes.map(\.docID) == [1, 2, 4])
    #expect(comparison.changes.map(\.isGain) == [false, true, true])
    #expect(comparison.rows.map(\.task) == ["mmlu", "mmlu_tides"])
  }

  @Test func `does not depend on the order of the docs`() throws {
    let second = Self.side("b", [1, 0, 0])
    let reversed = ComparisonSide(name: "b", outcomes: second.outcomes.reversed(), readout: 0)
    let first = Self.side("a", [0, 0, 1])
    let tree = TaskTree(name: "mmlu")
    #expect(try PairedComparison(first, second, tree: tree) == PairedComparison(first, reversed, tree: tree))
  }

  @Test func `a doc that one run lacks is an error that names both`() {
    #expect {
      try PairedComparison(Self.side("runs/a", [0, 0]), Self.side("runs/b", [0]), tree: TaskTree(name: "mmlu"))
    } throws: {
      "\($0)"
        == "runs/b: mmlu_tides doc 1 is not in this run, but in the one that it is compared with. Compare runs made "
        + "with the same --data, --split, --subjects and --limit."
    }
    #expect {
      try PairedComparison(Self.side("runs/a", [0]), Self.side("runs/b", [0, 0]), tree: TaskTree(name: "mmlu"))
    } throws: {
      "\($0)".hasPrefix("runs/a: mmlu_tides doc 1 is not in this run")
    }
  }

  @Test func `a doc with another text is an error`() {
    let other = ComparisonSide(
      name: "runs/b", outcomes: [SampleOutcomes.outcome(0, gold: 0, hash: "d1", SampleOutcomes.answer(0))], readout: 0)
    #expect {
      try PairedComparison(Self.side("runs/a", [0]), other, tree: TaskTree(name: "mmlu"))
    } throws: {
      "\($0)"
        == "runs/b: mmlu_tides doc 0 has another text or another right answer than in runs/a. Compare runs made with "
        + "the same --data and --split."
    }
  }

  @Test func `a group of one is one test, and what is shown is corrected together`() throws {
    let first = (0..<12).map { SampleOutcomes.outcome($0, task: "mmlu_tides", gold: 0, SampleOutcomes.answer(1)) }
    let second = (0..<12).map { SampleOutcomes.outcome($0, task: "mmlu_tides", gold: 0, SampleOutcomes.answer(0)) }
    let tree = TaskTree(
      name: "mmlu", children: [TaskTree(name: "mmlu_stem", children: [TaskTree(name: "mmlu_tides")])])
    let rows = try PairedComparison(
      ComparisonSide(name: "a", outcomes: first, readout: 0), ComparisonSide(name: "b", outcomes: second, readout: 0),
      tree: tree
    ).rows
    #expect(rows.map(\.repeatsAbove) == [false, true, true] && rows.testCount == 1)
    #expect(rows.correctedPValues == Array(repeating: rows[0].counts.pValue, count: 3))
    #expect((rows + rows).testCount == 2)
    #expect((rows + rows).correctedPValues == Array(repeating: 2 * rows[0].counts.pValue, count: 6))
  }

  @Test func `a collection has no row over its members`() throws {
    let docs = ["lambada", "piqa"].flatMap { task in
      (0..<3).map { SampleOutcomes.outcome($0, task: task, gold: 0, SampleOutcomes.answer(0)) }
    }
    let side = ComparisonSide(name: "a", outcomes: docs, readout: 0)
    let tree = TaskTree(
      name: "all", children: [TaskTree(name: "lambada"), TaskTree(name: "piqa")], isCollection: true)
    let comparison = try PairedComparison(side, side, tree: tree)
    #expect(comparison.rows.map(\.task) == ["lambada", "piqa"] && comparison.rows.map(\.depth) == [0, 0])
    #expect(comparison.total.both == 6 && comparison.rows.testCount == 2)
  }
}
