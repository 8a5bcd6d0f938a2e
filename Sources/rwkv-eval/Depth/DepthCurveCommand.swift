import ArgumentParser
import EvalCore
import EvalReport

/// `rwkv-eval depth curve`: accuracy at every loop count.
struct DepthCurveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve", abstract: "Accuracy, margin, predicted letters and verdict at every loop count of a run.",
    discussion: DepthRunOptions.exitCodes)

  @OptionGroup var options: DepthRunOptions

  func run() throws {
    try options.report { run, stored, report in
      try report.render(DepthCurve(run), metrics: stored.metrics(atLoops: run.loops))
    }
  }
}
