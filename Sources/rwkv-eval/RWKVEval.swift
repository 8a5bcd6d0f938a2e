import ArgumentParser

@main
struct RWKVEval: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rwkv-eval", abstract: "Evaluates RWKV-7 language models.")
}
