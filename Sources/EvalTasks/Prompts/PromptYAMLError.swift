internal import Yams

/// Translates what Yams throws.
enum PromptYAMLError {
  /// The error with its line and a remedy.
  static func promptError(_ error: any Error, path: String) -> PromptError {
    let remedy = "Check the indentation and quotes there; a text with {{ }} stands in quotes or in a block after |-."
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return PromptError("is not YAML (\(problem))", path: path, line: mark.line, remedy: remedy)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      return PromptError(
        "\(keys) is there more than once", path: path, line: context.mark.line, remedy: "Keep one of them.")
    default:
      return PromptError("is not YAML (\(error))", path: path, remedy: remedy)
    }
  }
}
