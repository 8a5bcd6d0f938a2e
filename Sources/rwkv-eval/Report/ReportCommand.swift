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
      The form of the report: table, markdown, json, csv, latex (for the package booktabs), html (one file with plots and every \
      question), or lm-eval for its own tables at every loop count.
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

  @Option(
    help: ArgumentHelp(
      "Writes the run's plots as SVG files into this folder, and shows them in the report; with --format markdown.",
      valueName: "folder"))
  var plots: String?

  @Flag(
    help: """
      Reports a run under way again and again until it ends: on the terminal every ten seconds; with --output the file, every \
      half minute.
      """)
  var watch = false

  func validate() throws {
    if plots != nil, format != .markdown || runs.count > 1 {
      throw ValidationError("--plots: plots stand in the Markdown of one run; give --format markdown and one run")
    }
    if watch, plots != nil || lmEvalFolder != nil {
      throw ValidationError("--watch prints or writes a report; leave \(plots != nil ? "--plots" : "--lm-eval") out")
    }
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
    if watch { try RunWatch(runs: runs, isOnTerminal: output == nil).wait { try write(to: place) } }
    let reports = try write(to: place)
    for report in reports { report.warn(isVisible: output == nil && format.isForTerminal) }
    if reports.contains(where: { $0.report.result.verdict.status == .invalid }) { throw ExitCode(3) }
  }

  /// Reads the runs and writes their report as they are now.
  @discardableResult
  private func write(to place: ReportOutput) throws -> [StoredReport] {
    let reports = try runs.map { try StoredReport($0, isWhole: format.showsDocs || plots != nil) }
    if let plots { try place.write(PlotFolder(path: plots, page: output).markdown(of: reports[0])); return reports }
    let isShown = output == nil
    let document = ReportDocument(
      format: format, style: isShown ? .ofStandardOutput : .plain,
      width: isShown ? TerminalReport.widthOfStandardOutput : TerminalReport.standardWidth, isFull: full)
    try place.write(document.render(reports))
    return reports
  }

  private func writeFiles(into folder: String) throws {
    let report = try StoredReport(runs[0])
    report.warn(isVisible: false)
    try report.writeFiles(into: folder)
    if report.report.result.verdict.status == .invalid { throw ExitCode(3) }
  }
}
