import ArgumentParser
import EvalTasks

/// How docs are put to the model.
struct PromptOptions: ParsableArguments {
  @Option(help: "Prompt: recommended, lm_eval or the path of a prompt file.")
  var prompt = "recommended"
}

extension PromptLibrary {
  /// The prompts that belong to the tool.
  static func bundled() throws -> PromptLibrary { PromptLibrary(folders: [try BundledFiles.locate("prompts")]) }
}
