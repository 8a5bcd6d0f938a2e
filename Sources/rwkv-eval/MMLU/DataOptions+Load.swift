import EvalTasks

extension DataOptions {
  /// Reads the data.
  ///
  /// - Parameter standard: The bundled model's data, where a bundled model was chosen; taken without `--data`.
  func load(standard: String?) throws -> MMLUDataSet {
    guard let path = data ?? standard else {
      throw InputError(
        "no data: --data is not given, and only the bundled models have questions of their own",
        remedy: "Get MMLU (https://people.eecs.berkeley.edu/~hendrycks/data.tar) and add --data data.tar")
    }
    guard let split = MMLUSplit(rawValue: split) else {
      throw InputError("--split \(split): unknown", remedy: "Use test, val or dev")
    }
    return try MMLUDataSet.load(path: path, split: split, subjects: subjects, limit: limit, numFewshot: numFewshot)
  }
}

extension PromptOptions {
  /// Reads the prompt: a bundled one by name, or a file.
  func template() throws -> PromptTemplate {
    try PromptLibrary(folders: [BundledFiles.locate("prompts")]).template(prompt)
  }
}
