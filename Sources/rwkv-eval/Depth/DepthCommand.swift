import ArgumentParser

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
