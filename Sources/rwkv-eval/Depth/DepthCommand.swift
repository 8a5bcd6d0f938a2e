import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// `rwkv-eval depth`: what stored runs with several loop counts say about depth, and how a model's loops behave.
struct DepthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depth",
    abstract: "Says what a stored run with several loop counts tells about depth, and what loops make of other starts.",
    subcommands: [
      DepthCurveCommand.self, DepthChurnCommand.self, DepthExitsCommand.self, DepthConvergenceCommand.self,
      DepthPathsCommand.self, DepthPrecisionCommand.self,
    ])
}

/// The stored run and the form of the report: arguments of every `depth` command.
struct DepthRunOptions: ParsableArguments {
  /// A sentence of every such command's help.
  static let exitCodes = "Exit codes: 0 for a result, 2 for bad input, 3 when the verdict of the run is INVALID."

  @Argument(help: ArgumentHelp("A run with --loops 8,16,…: \(RunReference.help).", valueName: "run"))
  var run: String

  @OptionGroup var form: DepthFormOptions

  /// Reads the run, writes what `text` makes of its depths, and leaves with 3 where the run is INVALID.
  ///
  /// - Parameter text: The report of the run at its depths.
  func report(_ text: (_ run: DepthRun, _ stored: StoredReport, _ report: DepthReport) throws -> String) throws {
    let stored = try StoredReport(run)
    let manifest = stored.stored.manifest
    let depths = try DepthRun(
      name: stored.path, readouts: manifest.model.readouts, outcomes: stored.stored.outcomes,
      isRounded: manifest.machine.isRounded)
    let verdict = stored.report.result.verdict
    let report = form.report(of: RunLabel(name: stored.path, manifest: manifest, verdict: verdict))
    try ReportOutput(path: nil).write(text(depths, stored, report))
    stored.warn(isVisible: form.format == .table)
    if verdict.status == .invalid { throw ExitCode(3) }
  }
}
