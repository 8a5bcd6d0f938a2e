import ArgumentParser
import EvalTasks

/// `rwkv-eval prompts show`: a prompt file, to read or to copy.
struct PromptsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints a prompt file, after checking it.",
    discussion: "To make a prompt of your own: rwkv-eval prompts show lm_eval > mine.yaml")

  @Argument(help: ArgumentHelp("Name of a prompt, or path of a prompt file.", valueName: "prompt"))
  var prompt: String

  func run() throws { try ReportOutput(path: nil).write(PromptLibrary.bundled().prompt(prompt).source) }
}
