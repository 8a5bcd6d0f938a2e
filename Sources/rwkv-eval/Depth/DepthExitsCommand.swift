import Console
import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// `rwkv-eval depth exits`: exit rules, tried after the fact.
struct DepthExitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exits",
    abstract: "Tries rules for leaving the loops early on a run's answers: accuracy against cost.",
    discussion: """
      A rule stops a doc at the first loop count at which its criterion has held for --patience read-outs in a row: residual \
      of the hidden state or KL to the answer before, entropy, largest probability, margin, or a stable prediction. Thresholds are quantiles of the \
      criterion in the run.
      \(DepthRunOptions.exitCodes)
      """)

  @OptionGroup var options: DepthRunOptions

  @Option(help: "Loops before which no doc stops.")
  var minimumLoops = 0

  @Option(help: "Read-outs in a row at which a criterion must hold.")
  var patience = 1

  func validate() throws {
    if minimumLoops < 0 { throw ValidationError("--minimum-loops \(minimumLoops): 0 or more") }
    if patience < 1 { throw ValidationError("--patience \(patience): at least 1") }
  }

  func run() throws {
    try options.report { run, stored, report in
      if let last = run.loops.last, minimumLoops > last {
        throw UserError(
          "--minimum-loops \(minimumLoops): the run's highest loop count is \(last)", remedy: "Give \(last) or less")
      }
      let cost = ExitCost(run, work: stored.stored.manifest.work)
      let sweep = ExitSweep(
        run, costs: cost.values, triedCosts: cost.triedValues, minimumLoops: minimumLoops, patience: patience)
      return try report.render(sweep, loops: run.loops, cost: cost)
    }
  }
}
