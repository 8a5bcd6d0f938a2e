/// What gives a value; names are numbers, which `Template` knows.
indirect enum Expression: Sendable {
  case constant(PythonValue)
  case name(Int, Place)
  case list([Expression])
  case tuple([Expression])
  case dictionary([Entry], Place)
  case attribute(Expression, String, Place)
  case item(Expression, Expression, Place)
  case slice(Expression, Bounds, Place)
  case call(Expression, CallArguments, Place)
  case filter(Expression, Filter, CallArguments, Place)
  case test(Expression, TestDefinition, CallArguments, Place)
  case sign(negative: Bool, Expression, Place)
  case binary(Expression, BinaryOperator, Expression, Place)
  /// Texts joined by `~`.
  case concatenation([Expression], Place)
  case comparison(Expression, [Comparison])
  case and(Expression, Expression, Place)
  case or(Expression, Expression, Place)
  case not(Expression, Place)
  case conditional(test: Expression, then: Expression, otherwise: Expression?, Place)

  /// A key and its value in a dictionary literal.
  struct Entry: Sendable {
    let key: Expression
    let value: Expression
  }

  /// What stands between the brackets of a slice.
  struct Bounds: Sendable {
    var start: Expression?
    var stop: Expression?
    var step: Expression?
  }

  /// One sign of a comparison and what stands behind it.
  struct Comparison: Sendable {
    let sign: ComparisonOperator
    let operand: Expression
    let place: Place
  }
}
