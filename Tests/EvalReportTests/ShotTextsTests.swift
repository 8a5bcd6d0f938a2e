import EvalCore
import Testing

@testable import EvalReport

@Suite struct ShotTextsTests {
  static func texts(_ byTask: [String: Int]?) -> [String] {
    var task = SampleReports.healthy.manifest.task
    task.numFewshot = byTask?.values.max() ?? 3
    task.numFewshotByTask = byTask
    let rows = SampleReports.healthy.result.rows
    let shots = ShotTexts(rows, task)
    return rows.map { shots[$0] }
  }

  @Test func `one number stands in every row but the total's`() {
    #expect(Self.texts(nil) == ["", "3", "3", "3", "3", "3"])
  }

  @Test func `tasks have their own numbers, and groups the range`() {
    #expect(
      SampleReports.healthy.result.rows.map(\.alias) == ["mmlu", "social sciences", "markets", "stem", "sand", "tides"])
    #expect(
      Self.texts(["mmlu_markets": 0, "mmlu_sand": 2, "mmlu_tides": 5]) == ["0–5", "0", "0", "2–5", "2", "5"])
  }

  @Test func `a single task has its number`() {
    let outcomes = SampleReports.docs(right: [1, 0, 0], of: [2, 0, 0])
    let report = SampleReports.report(outcomes, tree: TaskTree(name: "mmlu_tides"))
    #expect(TerminalReport().render(report).contains("|none  |     0|acc   |↑  |"))
  }

  @Test func `the run's line, facts and limit say what was asked`() {
    var manifest = SampleReports.healthy.manifest
    manifest.task.numFewshotByTask = ["a": 0, "b": 2]
    manifest.task.limitShare = 0.5
    manifest.task.fewshotSeed = 99
    #expect(RunLine(manifest).text.contains("limit: 0.5, num_fewshot: 0–2"))
    let facts = Dictionary(uniqueKeysWithValues: ManifestFact.all(manifest).map { ($0.name, $0.value) })
    #expect(facts["docs per subject"] == "50 % of them" && facts["few-shot examples"] == "0–2")
    #expect(facts["few-shot seed"] == "99")
  }
}
