/// `doc_to_choice`: a list of templates, or one expression that gives a list.
enum ChoiceTemplate: Sendable, Hashable {
  case list([TextTemplate])
  case expression(TextTemplate)

  /// The choices of a doc.
  func render(_ values: [String: TemplateValue]) throws(TemplateError) -> [String] {
    switch self {
    case .list(let templates):
      var choices: [String] = []
      for template in templates { choices.append(try template.render(values)) }
      return choices
    case .expression(let template):
      guard case .list(let choices) = try template.value(values) else {
        throw TemplateError(
          "expected a list of choices, found one text", at: TemplatePlace(line: 1, column: 1),
          remedy: "Write [\"A\", \"B\", \"C\", \"D\"], or choices for the texts of the answers.")
      }
      return choices
    }
  }
}
