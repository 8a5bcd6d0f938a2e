import ArgumentParser

/// `rwkv-eval prompts`: what prompts there are, what they say, and how they differ.
struct PromptsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts", abstract: "Lists, shows and compares prompts, and digests the contexts they make.",
    subcommands: [
      PromptsListCommand.self, PromptsShowCommand.self, PromptsDiffCommand.self, PromptsDigestCommand.self,
    ])
}
