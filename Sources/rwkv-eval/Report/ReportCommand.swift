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
      Of several runs a table comes first, a row a configuration (a run at one loop count), with the settings in which they differ, \
      then what else differs; --full adds each run's whole report. In JSON several runs are an object with configurations, \
      differences and runs, in CSV a line a configuration.
      Exit codes: 0 for a result, 2 for bad input, 3 when the verdict of a run is INVALID or the run did not finish.
      """)

  @Argument(help: ArgumentHelp("Runs: \(RunReference.help).", valueName: "run"))
  var runs: [String]

  @Option(
    help: ArgumentHelp(
      """
      The form of the report: table, markdown, json, csv, latex (for the package booktabs), or lm-eval for its own tables at \
      every loop count.
      """))
  var format: ReportFormat = .table

  @Flag(help: "After the table of several runs, each run's whole report.")
  var full = false

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
    if full, format == .csv {
      throw ValidationError("--full: CSV has a line a configuration and no more; use --format json, or leave it out")
    }
  }

  func run() throws {
    if let lmEvalFolder { return try writeFiles(into: lmEvalFolder) }
    let place = ReportOutput(path: output)
    try place.check()
    let reports = try runs.map { try StoredReport($0) }
    let isShown = output == nil
    let document = ReportDocument(
      format: format, style: isShown ? .ofStandardOutput : .plain,
      width: isShown ? TerminalReport.widthOfStandardOutput : TerminalReport.standardWidth, isFull: full)
    try place.write(document.render(reports))
    for report in reports { report.warn(isVisible: isShown && format.isForTerminal) }
    if reports.contains(where: { $0.report.result.verdict.status == .invalid }) { throw ExitCode(3) }
  }

  private func writeFiles(into folder: String) throws {
    let report = try StoredReport(runs[0])
    report.warn(isVisible: false)
    try report.writeFiles(into: folder)
    if report.report.result.verdict.status == .invalid { throw ExitCode(3) }
  }
}
