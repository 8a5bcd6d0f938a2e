internal import PythonValues

/// A text that is a doc's column where the very doc has one of that name, and a template otherwise.
///
/// lm-evaluation-harness treats `description` and the `gen_prefix` of few-shot examples so, and looks at the columns of
/// the evaluated docs everywhere else.
struct OwnColumnText: Sendable {
  private let name: String
  private let template: DocTemplate

  /// - Throws: `RenderingError` when it is no template.
  init(_ text: String, field: String, task: String) throws(RenderingError) {
    name = text
    template = try DocTemplate(text, field: field, task: task, columns: [])
  }

  /// The doc's text.
  func text(_ doc: Doc) throws(RenderingError) -> String {
    guard let value = doc[name] else { return try template.plainText(doc) }
    switch value {
    case .string(let text): return text
    case .none: return ""
    default: throw template.notText(value)
    }
  }
}
