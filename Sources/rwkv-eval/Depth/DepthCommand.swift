import ArgumentParser

/// `rwkv-eval depth`: what stored runs with several loop counts say about depth, without the model.
struct DepthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depth",
    abstract: "Says what a stored run with several loop counts tells about depth, without the model.",
    subcommands: [
      DepthCurveCommand.self, DepthChurnCommand.self, DepthExitsCommand.self, DepthConvergenceCommand.self,
      DepthPrecisionCommand.self,
    ])
}
