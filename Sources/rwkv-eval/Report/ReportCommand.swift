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

  func run() throws {
    let place = ReportOutput(path: output)
    try place.check()
    let reports = try runs.map { try StoredReport($0) }
    let style = output == nil ? TextStyle.ofStandardOutput : .plain
    let text = try ReportDocument(format: format, style: style).render(reports.map(\.report))
    try place.write(text)
    for report in reports { report.warn(isVisible: output == nil && format == .table) }
    if reports.contains(where: { $0.report.result.verdict.status == .invalid }) { throw ExitCode(3) }
  }
}
