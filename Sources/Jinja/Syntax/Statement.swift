/// A piece of a template's body.
indirect enum Statement: Sendable {
  case text(String, Place)
  case output(Expression, Place)
  case set(Target, Expression, Place)
  /// `{% set x %}…{% endset %}`; the filters stand behind the name.
  case setBlock(Target, [FilterCall], [Statement], Place)
  case branches([Branch], otherwise: [Statement])
  case loop(ForLoop)
  case macro(MacroDefinition)

  /// A condition and what it guards.
  struct Branch: Sendable {
    let test: Expression
    let body: [Statement]
    let place: Place
  }

  /// A filter behind the name of a block set.
  struct FilterCall: Sendable {
    let filter: Filter
    let arguments: CallArguments
    let place: Place
  }

  /// `{% for %}`.
  struct ForLoop: Sendable {
    let target: Target
    /// The number of the name `loop`.
    let loopName: Int
    let items: Expression
    let condition: Expression?
    let body: [Statement]
    let otherwise: [Statement]
    let place: Place
  }
}

/// What can be assigned to.
indirect enum Target: Sendable {
  case name(Int)
  case tuple([Target])
  case field(ofNamespace: Int, String)
}

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
