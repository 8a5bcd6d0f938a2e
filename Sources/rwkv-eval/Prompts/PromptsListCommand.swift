import ArgumentParser
import EvalTasks

/// `rwkv-eval prompts list`: the prompts that can be named without a path.
struct PromptsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the prompts that belong to the tool, with their files.")

  func run() throws {
    let library = try PromptLibrary.bundled()
    let width = library.entries.map(\.name.count).max() ?? 0
    let entries = try library.entries.map { entry in
      let prompt = try library.prompt(entry.name)
      return entry.name + String(repeating: " ", count: width - entry.name.count) + "  \(prompt.summary)\n"
        + String(repeating: " ", count: width) + "  \(entry.path)\n"
    }
    try ReportOutput(path: nil).write(entries.joined())
  }
}
