import ArgumentParser

/// `rwkv-eval model`: looks at checkpoints.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Inspects, checks and converts checkpoints.",
    subcommands: [ModelInspectCommand.self, ModelCheckCommand.self, ModelConvertCommand.self])
}
