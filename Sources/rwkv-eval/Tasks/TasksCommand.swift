import ArgumentParser

/// `rwkv-eval tasks`: what can be evaluated.
struct TasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks", abstract: "Lists, shows and checks tasks in lm-evaluation-harness's YAML.",
    subcommands: [TasksListCommand.self, TasksShowCommand.self, TasksValidateCommand.self])
}
