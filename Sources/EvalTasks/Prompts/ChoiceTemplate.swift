internal import Jinja
internal import PythonValues

/// `doc_to_choice`: a list of templates, or one template whose text is a Python literal of a list.
enum ChoiceTemplate: Sendable {
  case list([FieldTemplate])
  case literal(FieldTemplate)

  /// The choices of a doc.
  func render(_ values: PythonValue.Dictionary) throws(JinjaError) -> [String] {
    switch self {
    case .list(let templates):
      var choices: [String] = []
      for template in templates { choices.append(try template.render(values)) }
      return choices
    case .literal(let template):
      guard case .list(let choices) = try template.value(values) else {
        throw JinjaError(
          line: 1, column: 1, message: "expected a list of choices, found one text",
          remedy: "Write [\"A\", \"B\", \"C\", \"D\"], or choices for the texts of the answers.")
      }
      return choices.map(\.str)
    }
  }
}
