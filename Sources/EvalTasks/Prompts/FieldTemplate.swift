internal import Jinja
internal import PythonValues

/// The text of a key: a field's bare name, which stands for its value as in lm-evaluation-harness, or a Jinja template.
enum FieldTemplate: Sendable {
  case field(String)
  case template(JinjaTemplate)

  /// Reads the text of a key, given the names of the fields.
  ///
  /// - Throws: `JinjaError` with the place of the first mistake.
  init(_ text: String, fields: [String]) throws(JinjaError) {
    self = fields.contains(text) ? .field(text) : .template(try JinjaTemplate(source: text))
  }

  /// The text for a doc's fields.
  ///
  /// - Throws: `JinjaError` with the place of what could not be done.
  /// - Precondition: `values` has every field that the text was read with.
  func render(_ values: PythonValue.Dictionary) throws(JinjaError) -> String {
    switch self {
    case .field(let name): value(of: name, in: values).str
    case .template(let template): try template.render(values)
    }
  }

  /// The field's value, or what the template's text says as a Python literal; the text itself where it says nothing.
  func value(_ values: PythonValue.Dictionary) throws(JinjaError) -> PythonValue {
    switch self {
    case .field(let name): return value(of: name, in: values)
    case .template(let template):
      let text = try template.render(values)
      return (try? PythonLiteral.parse(text)) ?? .string(text)
    }
  }

  private func value(of name: String, in values: PythonValue.Dictionary) -> PythonValue {
    guard let value = values[name] else { preconditionFailure("field \(name) was not provided") }
    return value
  }
}
