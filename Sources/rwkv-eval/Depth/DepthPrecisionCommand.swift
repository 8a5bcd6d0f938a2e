import Console
import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// `rwkv-eval depth precision`: a run beside the same in another number format.
struct DepthPrecisionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "precision",
    abstract:
      "Says from which loop count on a run in another precision answers otherwise, and where its numbers break down.",
    discussion: """
      Answers are compared at every loop count that both runs have. Where a run has trace.jsonl, the first layer application \
      after which numbers are not numbers, and the first whose steps are lost in rounding, are found there.
      Exit codes: 0 for a result, 2 for bad input, 3 when the verdict of a run is INVALID.
      """)

  @Argument(
    help: ArgumentHelp("The run to compare with, in fp32 as a rule: \(RunReference.help).", valueName: "reference"))
  var reference: String

  @Argument(help: ArgumentHelp("The same run with another --precision.", valueName: "run"))
  var folder: String

  @OptionGroup var form: DepthFormOptions

  func run() throws {
    let stored = try [reference, folder].map { try StoredReport($0) }
    let sides = try stored.map(Self.side)
    if sides[0].precision == sides[1].precision {
      throw UserError(
        "\(stored[1].path): the run is in \(sides[1].precision), as \(stored[0].path) is",
        remedy: "Run one of them again with another --precision")
    }
    let depths = try stored.map {
      try DepthRun(
        name: $0.path, readouts: $0.stored.manifest.model.readouts, outcomes: $0.stored.outcomes,
        isRounded: $0.stored.manifest.machine.isRounded)
    }
    let report = form.report(of: sides[1].run)
    try ReportOutput(path: nil).write(
      report.render(PrecisionBreak(depths[0], depths[1]), reference: sides[0], other: sides[1]))
    for (index, one) in stored.enumerated() { one.warn(isVisible: form.format == .table && index == 1) }
    if sides.contains(where: { $0.run.verdict.status == .invalid }) { throw ExitCode(3) }
  }

  private static func side(_ report: StoredReport) throws -> PrecisionSide {
    PrecisionSide(
      run: RunLabel(
        name: report.path, manifest: report.stored.manifest, verdict: report.report.result.verdict),
      limits: try report.stored.folder.readTrace().map(ArithmeticLimits.init))
  }
}
