import ArgumentParser

/// `rwkv-eval runs`: the runs that are kept.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Lists, shows and removes the runs that are kept.",
    subcommands: [RunsListCommand.self, RunsShowCommand.self, RunsRemoveCommand.self],
    defaultSubcommand: RunsListCommand.self)
}
