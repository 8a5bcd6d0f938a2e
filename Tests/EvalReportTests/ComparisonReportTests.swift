import EvalCore
import SharedFixtures
import Testing

@testable import EvalReport

@Suite struct ComparisonReportTests {
  static func compared(_ name: String, _ report: RunReport) -> RunLabel {
    RunLabel(name: name, manifest: report.manifest, verdict: report.result.verdict)
  }

  @Test func `two runs at each loop count`() throws {
    let first = SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12])
    let second = SampleReports.docs(right: [13, 11, 12], of: [14, 14, 12])
    let comparison = try PairedComparison(
      ComparisonSide(name: "a", outcomes: first, readout: 0), ComparisonSide(name: "b", outcomes: second, readout: 0),
      tree: SampleReports.tree)
    let other = SampleReports.report(second)
    var manifest = other.manifest
    manifest.task.prompt = "lm_eval"
    manifest.task.promptSHA256 = "ff"
    let text = ComparisonReport().render(
      Self.compared("runs/a", SampleReports.looped),
      RunLabel(name: "runs/b", manifest: manifest, verdict: other.result.verdict),
      [
        ComparedReadouts(firstLoops: 8, secondLoops: 8, comparison: comparison),
        ComparedReadouts(firstLoops: nil, secondLoops: 400, comparison: comparison),
      ])
    try GoldenFile(name: "comparison.txt").expect(text)
  }

  @Test func `only what changes numbers is a difference`() {
    let first = SampleReports.healthy.manifest
    var second = first
    second.startedAt = "2027-01-01T00:00:00Z"
    second.elapsedSeconds = 1
    #expect(ManifestDifference.all(first, second).isEmpty)
    second.task.prompt = "lm_eval"
    second.model.startToken = false
    #expect(
      ManifestDifference.all(first, second) == [
        ManifestDifference(name: "start token", values: ["yes", "no"]),
        ManifestDifference(name: "prompt", values: ["recommended", "lm_eval"]),
      ])
  }
}
