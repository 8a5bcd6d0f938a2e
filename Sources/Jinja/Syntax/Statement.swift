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
