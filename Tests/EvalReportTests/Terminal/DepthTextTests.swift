import EvalCore
import SharedFixtures
import Testing

@testable import EvalReport

@Suite struct DepthTextTests {
  /// Docs at many loop counts, from the first half of which on a third of them is right, and all but one in nine later.
  static let loops = [1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80, 200, 400]

  static let many: RunReport = {
    let outcomes = ["mmlu_tides", "mmlu_sand", "mmlu_markets"].flatMap { task in
      (0..<18).map { id in
        let gold = (id * 5 + task.count) % 4
        let answers = loops.enumerated().map { depth, loops in
          let isRight = id % 9 > 0 && (id % 3 == 0 || depth * 2 > id)
          return SampleReports.answer(loops, SampleReports.logprobs(isRight ? gold : (gold + 1 + id % 3) % 4, id))
        }
        return SampleReports.outcome(id, task, gold: gold, answers)
      }
    }
    return SampleReports.report(outcomes, readouts: loops)
  }()

  private func render(_ report: RunReport, width: Int) -> String { TerminalReport(width: width).render(report) }

  @Test(arguments: [80, 160])
  func `many loop counts in terminals of two widths`(width: Int) throws {
    let text = render(Self.many, width: width)
    try GoldenFile(name: "depths-\(width).txt").expect(text)
  }

  @Test(arguments: [60, 72, 80, 100, 120, 160, 300])
  func `the tables and the chart fit, and the first and the last loop count are always there`(width: Int) throws {
    let lines = render(Self.many, width: width).split(separator: "\n")
    let tables = lines.prefix { !$0.contains("right answers in per cent of docs") }.filter { $0.hasPrefix("|") }
    let chart = lines.filter { $0.contains("│") || $0.contains("┤") || $0.contains("└") }
    #expect(chart.count == 9 && (tables + chart).allSatisfy { $0.count <= width })
    let header = try #require(lines.first { $0.contains("Tasks") }).split(separator: "|").map {
      $0.trimmingPrefix { $0 == " " }.split(separator: " ").first.map(String.init) ?? ""
    }
    #expect(header.prefix(3) == ["Tasks", "Docs", "1"] && header.last == "400")
    #expect((header.count < 15) == lines.contains { $0.contains("of 13 loop counts are left out for want of room") })
  }

  @Test func `a terminal of any width has two loop counts`() {
    let text = render(Self.many, width: 1)
    #expect(text.contains("  11 of 13 loop counts are left out for want of room"))
  }

  @Test func `read-outs of longer programs, and parts that are broken by themselves, are marked and explained`() {
    var outcomes = SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12], loops: true)
    outcomes[5] = outcomes[5].answered([
      outcomes[5].answers[0], SampleReports.answer(400, [.nan, .nan, .nan, .nan]),
    ])
    let report = SampleReports.report(outcomes, readouts: [8, 400])
    var manifest = report.manifest
    manifest.model.readouts[0] = ReadoutDepth(loops: 8, layerApplications: 8, kind: .prefix)
    let text = render(RunReport(manifest: manifest, result: report.result), width: 100)
    #expect(text.contains("  *: a longer program, stopped there; it is not the program with that many loops\n"))
    #expect(text.contains("  !: INVALID by itself\n"))
    #expect(text.contains("8*") && text.contains("!|\n"))
    #expect(text.contains("  undecided          at 400 loops 1 not finite, 0 exact ties"))
    #expect(text.contains("none 1|"))
  }

  @Test func `metrics have a row each and a column a loop count, with the verdict and the ties of each`() throws {
    try GoldenFile(name: "lmeval-depths.txt").expect(ReportFormat.table.render(LMEvalReadoutTests.shown()))
  }

  @Test func `members of a collection have no chart unless they are groups`() {
    let report = SampleReports.report(
      SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12], loops: true), readouts: [8, 400],
      tree: TaskTree(
        name: "both", children: [TaskTree(name: "mmlu_tides"), SampleReports.tree.children[1]], isCollection: true))
    let text = render(report, width: 100)
    #expect(text.contains("mmlu_tides by loops, 14 docs") && text.contains("mmlu_social_sciences by loops, 12 docs"))
    #expect(text.contains("mmlu_social_sciences: right answers in per cent of docs"))
    #expect(!text.contains("mmlu_tides: right answers in per cent of docs"))
  }
}
