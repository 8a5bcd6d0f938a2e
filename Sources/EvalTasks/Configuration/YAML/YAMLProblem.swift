internal import Yams

/// Translates what Yams throws.
enum YAMLProblem {
  /// The error with its line and a remedy.
  static func configurationError(_ error: any Error, path: String) -> TaskConfigurationError {
    let remedy = "Check the indentation and quotes there; a text with {{ }} stands in quotes or in a block after |-."
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return TaskConfigurationError("is not YAML (\(problem))", path: path, line: mark.line, remedy: remedy)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      return TaskConfigurationError(
        "\(keys) is there more than once", path: path, line: context.mark.line,
        remedy: "Keep one of them; lm-eval takes the last.")
    default:
      return TaskConfigurationError("is not YAML (\(error))", path: path, remedy: remedy)
    }
  }
}
