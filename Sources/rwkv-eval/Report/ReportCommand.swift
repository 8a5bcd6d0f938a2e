import ArgumentParser
import EvalCore
import EvalReport
import EvalStore
import Foundation

/// `rwkv-eval report`: reports of stored runs, without the model.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Reports stored runs again, without the model.",
    discussion: """
      Exit codes: 0 for a result, 2 for bad input, 3 when the verdict of a run is INVALID or the run did not finish.
      """)

  @Argument(help: ArgumentHelp("Runs: \(RunReference.help).", valueName: "run"))
  var runs: [String]

  @Option(help: "The form of the report.")
  var format: ReportFormat = .table

  @Option(help: ArgumentHelp("Write the report to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("lm-eval"),
    help: ArgumentHelp(
      """
      Writes lm-evaluation-harness's results and samples files of one run into this folder, from what the run keeps, and \
      prints no report.
      """, valueName: "folder"))
  var lmEvalFolder: String?

  func validate() throws {
    if lmEvalFolder != nil, runs.count > 1 || output != nil {
      throw ValidationError("--lm-eval takes one run, and writes no report: leave --output and the other runs out")
    }
  }

  func run() throws {
    if let lmEvalFolder { return try writeFiles(into: lmEvalFolder) }
    let place = ReportOutput(path: output)
    try place.check()
    let reports = try runs.map { try StoredReport($0) }
    let style = output == nil ? TextStyle.ofStandardOutput : .plain
    let text = try ReportDocument(format: format, style: style).render(reports.map(\.report))
    try place.write(text)
    for report in reports { report.warn(isVisible: output == nil && format == .table) }
    if reports.contains(where: { $0.report.result.verdict.status == .invalid }) { throw ExitCode(3) }
  }

  private func writeFiles(into folder: String) throws {
    let report = try StoredReport(runs[0])
    report.warn(isVisible: false)
    try report.writeFiles(into: folder)
    if report.report.result.verdict.status == .invalid { throw ExitCode(3) }
  }
}
