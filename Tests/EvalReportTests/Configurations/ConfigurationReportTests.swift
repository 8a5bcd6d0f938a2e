import EvalCore
import Foundation
import SharedFixtures
import Testing

@testable import EvalReport

@Suite struct ConfigurationReportTests {
  static let all = [SampleRuns.healthy, SampleRuns.looped, SampleRuns.broken]

  @Test(arguments: [(ReportFormat.table, "txt"), (.markdown, "md"), (.json, "json"), (.csv, "csv"), (.latex, "tex")])
  func `several runs in every form`(format: ReportFormat, suffix: String) throws {
    try GoldenFile(name: "configurations.\(suffix)").expect(format.render(Self.all))
  }

  @Test(arguments: [(ReportFormat.table, "txt"), (.csv, "csv"), (.latex, "tex")])
  func `tasks with metrics of their own`(format: ReportFormat, suffix: String) throws {
    let runs = [try SampleRuns.metrics(name: "runs/d"), try SampleRuns.metrics(name: "runs/e", lead: 1)]
    try GoldenFile(name: "configurations-metrics.\(suffix)").expect(format.render(runs))
  }

  @Test func `each run whole follows where that is asked for`() throws {
    for format in [ReportFormat.table, .markdown, .latex] {
      let (short, full) = (try format.render(Self.all), try format.render(Self.all, isFull: true))
      #expect(full.hasPrefix(short))
      for run in Self.all { #expect(full.contains(try format.render(run.report))) }
    }
    #expect(try ReportFormat.table.render(Self.all, isFull: true).contains("\n=== rows 2, 3: runs/b\n\ntiny ("))
  }

  @Test func `lm-eval's form is the runs' reports one after another`() throws {
    let format = ReportFormat.lmEval
    #expect(
      try format.render(Self.all) == Self.all.map { try format.render($0.report) }.joined(separator: "\n"))
  }

  @Test func `JSON is an object with the configurations, what differs, and the runs' own reports`() throws {
    let text = try ReportFormat.json.render(Self.all)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object.keys.sorted() == ["comparisons", "configurations", "differences", "runs"])
    let runs = try #require(object["runs"] as? [[String: Any]])
    #expect(
      runs.map { $0.keys.sorted().joined(separator: " ") }
        == runs.map { _ in "analysis completion manifest results verdict" })
    let rows = try #require(object["configurations"] as? [[String: Any]])
    #expect(rows.map { $0["run"] as? String } == ["runs/a", "runs/b", "runs/b", "runs/c"])
    #expect(rows.map { $0["loops"] as? Int } == [nil, 8, 400, nil])
    #expect(rows.map { $0["same_predictions_as"] as? Int } == [nil, nil, 1, nil])
    #expect(rows.map { $0["complete"] as? Bool } == [true, true, true, false])
    let differences = try #require(object["differences"] as? [[String: Any]])
    #expect(differences.contains { $0["name"] as? String == "prompt" })
  }

  @Test func `colours are used only where asked, beside the word`() throws {
    #expect(try !ReportFormat.table.render(Self.all).contains("\u{1B}"))
    let text = try ReportFormat.table.render(Self.all, style: .ansi)
    #expect(text.contains("row 4, \u{1B}[1;31mINCOMPLETE, INVALID\u{1B}[0m: "))
  }
}
