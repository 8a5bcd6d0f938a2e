internal import PythonValues

/// A question with its answer, or with the beginning of one.
///
/// Source: lm-evaluation-harness 0.4.13, `ConfigurableTask.build_qa_turn`.
struct PromptTurn {
  let question: String
  /// Nil where there is none: in the question that is asked, and in an example without a target.
  var answer: String?
  /// What begins every answer; empty for nothing.
  let genPrefix: String
  let targetDelimiter: String
  /// What stands after an answer.
  var end = ""

  /// The turn as it stands in the prompt.
  var text: String {
    guard let answer else { return question + delimiter + genPrefix }
    let joint = genPrefix.isEmpty || answer.isEmpty || Self.meet(genPrefix, answer) ? "" : " "
    return question + delimiter + genPrefix + joint + answer + end
  }

  private var delimiter: String {
    guard !genPrefix.isEmpty else { return answer == nil ? "" : targetDelimiter }
    return question.isEmpty || Self.meet(question, genPrefix) ? "" : targetDelimiter
  }

  /// Whether there is whitespace where two texts meet.
  private static func meet(_ before: String, _ after: String) -> Bool {
    guard let last = before.unicodeScalars.last, let first = after.unicodeScalars.first else { return false }
    return PythonText.isWhitespace(last) || PythonText.isWhitespace(first)
  }
}
