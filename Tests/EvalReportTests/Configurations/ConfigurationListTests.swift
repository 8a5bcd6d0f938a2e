import EvalCore
import Testing

@testable import EvalReport

@Suite struct ConfigurationListTests {
  private func run(_ outcomes: [Outcome], change: (inout RunManifest) -> Void = { _ in }) -> NamedReport {
    let report = SampleReports.report(outcomes)
    var manifest = report.manifest
    change(&manifest)
    return NamedReport(
      name: "runs/x", report: RunReport(manifest: manifest, result: report.result), outcomes: outcomes)
  }

  private let docs = SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12])

  private func twins(_ runs: [NamedReport]) -> [Int?] { ConfigurationList(runs).rows.map(\.twin) }

  @Test func `the same predictions on the same docs are found in any order of the docs`() {
    #expect(twins([run(docs), run(docs.reversed()), run(docs)]) == [nil, 0, 0])
  }

  @Test func `another prediction, another doc or other docs are not the same`() {
    var other = docs
    other[3] = docs[3].answered([SampleReports.answer(nil, [-1, -1, -5, -9])])
    let content = docs.map { doc in
      Outcome(
        task: doc.task, docID: doc.docID, docHash: "other", promptHash: "", targetHash: "", choices: doc.choices,
        gold: doc.gold, answers: doc.answers)
    }
    #expect(twins([run(docs), run(other), run(Array(docs.dropLast())), run(content)]) == [nil, nil, nil, nil])
  }

  @Test func `runs without a prediction do not have the same ones`() {
    let broken = docs.map { $0.answered([SampleReports.answer(nil, [.nan, .nan, .nan, .nan])]) }
    #expect(twins([run(broken), run(broken)]) == [nil, nil])
  }

  @Test func `where docs are not the same, that is said`() throws {
    let text = try ReportFormat.table.render([run(docs), run(Array(docs.dropLast())), run(docs)])
    #expect(text.contains("|Docs|"))
    #expect(text.contains("mmlu: not the same docs in rows 1, 3 | row 2, so that these do not compare\n"))
    #expect(text.contains("same predictions as row 1"))
  }

  @Test func `settings that do not differ stand above the table and not in it`() {
    let runs = [run(docs), run(docs) { $0.machine.precision = "bf16" }]
    let table = ConfigurationTable(ConfigurationList(runs).rows)
    #expect(
      table.columns.map(\.header)
        == ["#", "Precision", "correct/total", "Accuracy", "95 %", "Verdict", "Note"])
    #expect(table.common == "task mmlu, docs 40, model tiny, prompt recommended, n-shot 0")
  }

  @Test func `what is a column is not told again below, and digests are short`() {
    let digest = String(repeating: "0123456789abcdef", count: 4)
    let runs = [
      run(docs),
      run(docs) {
        $0.task.prompt = "lm_eval"; $0.task.promptSHA256 = digest
      },
    ]
    let differences = ConfigurationNotes(ConfigurationList(runs)).differences
    #expect(
      differences == [ManifestDifference(name: "prompt SHA-256", values: ["ee (row 1)", "0123456789ab… (row 2)"])])
  }

  @Test func `an exit rule is a setting, and its loops are the most`() {
    let exited = NamedReport(name: "runs/x", report: SampleReports.exited, outcomes: [])
    let rows = ConfigurationList([exited]).rows
    #expect(rows.map(\.loops) == [400] && rows.map(\.depth) == [nil])
    #expect(
      ConfigurationSetting.all.first { $0.key == "exit" }?.value(rows[0])
        == "max probability > 0.9, 2 in a row, from 8 loops")
  }
}
