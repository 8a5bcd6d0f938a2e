import Console
import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// `rwkv-eval compare`: stored runs on the same docs, doc by doc.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compares stored runs on the same docs, doc by doc.",
    discussion: """
      The first run is compared with each of the others, at every loop count that both have; two runs with one loop \
      count each are compared whatever these are. p-values are corrected by Holm for everything that is printed.
      Exit codes: 0 for a comparison, 2 for bad input, 3 when the verdict of a run is INVALID.
      """)

  @Argument(
    help: ArgumentHelp("Runs, the first is the baseline: \(RunReference.help).", valueName: "run"))
  var runs: [String]

  func run() throws {
    guard runs.count > 1 else {
      throw UserError(
        "compare: needs two runs or more, got \(runs.count)",
        remedy: "Give the folder of the run to compare with first")
    }
    let reports = try runs.map { try StoredReport($0) }
    let compared = try reports.dropFirst().map { try Self.comparisons(reports[0], $0) }
    // All that is printed is corrected together.
    var all = ComparedReadouts.corrected(compared.flatMap { $0 })[...]
    let texts = zip(reports.dropFirst(), compared).map { second, own in
      defer { all = all.dropFirst(own.count) }
      return ComparisonReport(style: .ofStandardOutput).render(
        Self.compared(reports[0]), Self.compared(second), Array(all.prefix(own.count)))
    }
    try ReportOutput(path: nil).write(texts.joined(separator: "\n"))
    if reports.contains(where: { $0.report.result.verdict.status == .invalid }) { throw ExitCode(3) }
  }

  private static func comparisons(_ first: StoredReport, _ second: StoredReport) throws -> [ComparedReadouts] {
    let all = try ComparedReadouts.all(first.report, named: first.path, second.report, named: second.path)
    guard !all.isEmpty else {
      throw UserError(
        "compare: no loop count in common: \(first.path) has \(words(first)), \(second.path) has \(words(second))",
        remedy: "Run one of them again with a loop count of the other")
    }
    return all
  }

  /// The loop counts of a run.
  private static func words(_ report: StoredReport) -> String {
    report.report.result.readouts.map { $0.map(String.init) ?? "none" }.joined(separator: ", ")
  }

  private static func compared(_ report: StoredReport) -> RunLabel {
    RunLabel(name: report.path, manifest: report.stored.manifest, verdict: report.report.result.verdict)
  }
}
