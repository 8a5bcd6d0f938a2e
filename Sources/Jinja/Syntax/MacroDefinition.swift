/// `{% macro %}`: text with parameters.
final class MacroDefinition: Sendable {
  /// A parameter, and what it is when it is not given.
  struct Parameter: Sendable {
    let name: Int
    let text: String
    let fallback: Expression?
  }

  let name: Int
  let text: String
  let parameters: [Parameter]
  let signature: Signature
  let body: [Statement]

  init(name: Int, text: String, parameters: [Parameter], body: [Statement]) {
    self.name = name
    self.text = text
    self.parameters = parameters
    signature = Signature(parameters.map { "[\($0.text)]" }.joined(separator: " "))
    self.body = body
  }
}
