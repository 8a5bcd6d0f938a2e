import EvalTasks

extension PromptLibrary {
  /// The prompts that belong to the tool.
  static func bundled() throws -> PromptLibrary { PromptLibrary(folders: [try BundledFiles.locate("prompts")]) }
}
