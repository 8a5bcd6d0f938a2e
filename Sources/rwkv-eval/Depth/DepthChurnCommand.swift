import ArgumentParser
import EvalCore
import EvalReport

/// `rwkv-eval depth churn`: how docs change their answers from one loop count to the next.
struct DepthChurnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "churn",
    abstract: "How docs change between right and wrong from one loop count to the next, and where they settle.",
    discussion: DepthRunOptions.exitCodes)

  @OptionGroup var options: DepthRunOptions

  func run() throws {
    try options.report { run, _, report in try report.render(DepthChurn(run), loops: run.loops) }
  }
}
