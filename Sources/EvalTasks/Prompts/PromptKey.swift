/// The keys of a prompt file.
///
/// Those that lm-evaluation-harness has keep its names and meanings.
enum PromptKey: String, CaseIterable {
  /// A template put once before everything; may use `subject`.
  case description
  /// The template of a doc.
  case docToText = "doc_to_text"
  /// The choices: a list of templates, or an expression that gives a list.
  case docToChoice = "doc_to_choice"
  /// The right choice: a template that gives its index or its text.
  case docToTarget = "doc_to_target"
  /// What stands between a doc's text and its choice.
  case targetDelimiter = "target_delimiter"
  /// What stands between few-shot examples.
  case fewshotDelimiter = "fewshot_delimiter"
  /// What becomes of `\r\n` (`PromptNewlines`); not in lm-evaluation-harness.
  case newlines
  /// Whether the whole context is stripped (`PromptStrip`); not in lm-evaluation-harness.
  case strip

  /// Whether the value may be a list.
  var allowsList: Bool { self == .docToChoice }
}
