import EvalCore
import EvalReport
import Foundation
import Testing

/// Reports of runs whose docs are no choice among letters.
@Suite struct OutcomeKindsReportTests {
  static let continuations = (0..<4).map { id in
    Outcome(
      task: "lambada", docID: id, docHash: "d", promptHash: "p", targetHash: "t", outputType: .loglikelihood,
      choices: [], golds: [],
      answers: [Outcome.Answer(loops: nil, logprobs: [-1 - Double(id)], isGreedy: [id > 0], fault: nil)])
  }

  static let choices = (0..<6).map { id in
    Outcome(
      task: "truthfulqa", docID: id, docHash: "d", promptHash: "p", targetHash: "t",
      choices: (0..<(2 + id % 3)).map { "text \(id) \($0)" }, golds: id == 0 ? [] : [0, id % 2],
      answers: [
        Outcome.Answer(
          loops: nil, logprobs: (0..<(2 + id % 3)).map { -1 - Double($0) - Double(id) / 10 },
          isGreedy: Array(repeating: false, count: 2 + id % 3), fault: nil)
      ])
  }

  static func rendered(_ outcomes: [Outcome], as format: ReportFormat) throws -> String {
    try format.render(SampleReports.report(outcomes, tree: TaskTree(name: "all", isCollection: true)))
  }

  @Test(arguments: ReportFormat.allCases)
  func `every form of report has every kind of doc`(format: ReportFormat) throws {
    let text = try Self.rendered(Self.continuations + Self.choices, as: format)
    #expect(text.contains("lambada") && text.contains("truthfulqa"))
  }

  @Test func `a run without choices has no letters and no floors`() throws {
    let table = try Self.rendered(Self.continuations, as: .table)
    #expect(table.contains("accuracy           3/4 = 75.000 %"))
    for word in ["letter", "floors", "balanced", "mass"] { #expect(!table.contains(word)) }
    let page = try Self.rendered(Self.continuations, as: .markdown)
    #expect(page.contains("**3/4 = 75.000 %**"))
    for word in ["predicted", "floor", "Balanced"] { #expect(!page.contains(word)) }
    #expect(page.contains("standard error 25.000 %.\n\nDocs without a clear answer: 0 not finite"))
  }

  @Test func `docs with different numbers of choices are counted by position`() throws {
    let lines = try Self.rendered(Self.choices, as: .csv).split(separator: "\n")
    #expect(lines[0].contains("predicted_1,predicted_2,predicted_3,predicted_4,gold_1,gold_2,gold_3,gold_4"))
    #expect(lines[1].contains(",6,0,0,0,5,3,0,0,"))
    #expect(try Self.rendered(Self.choices, as: .json).contains("\"correct\" : 5"))
  }

  @Test func `two runs of any kind are compared doc by doc`() throws {
    let all = Self.continuations + Self.choices
    let sides = ["a", "b"].map { ComparisonSide(name: $0, outcomes: all, readout: 0) }
    let comparison = try PairedComparison(sides[0], sides[1], tree: TaskTree(name: "all"))
    #expect(comparison.total.both == 8 && comparison.total.neither == 2 && comparison.changes.isEmpty)
  }
}
