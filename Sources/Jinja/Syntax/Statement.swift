internal import PythonValues

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

/// What gives a value; names are numbers, which `Template` knows.
///
/// Chains are flat, so that only brackets make it deep.
indirect enum Expression: Sendable {
  case constant(PythonValue)
  case name(Int, Place)
  case list([Expression], Place)
  case tuple([Expression], Place)
  case dictionary([Entry], Place)
  /// A value and what stands behind it, from left to right: `a.b[0](c)|d is e`.
  case steps(Expression, [Step])
  case sign(negative: Bool, Expression, Place)
  /// Operators of one rank, from left to right.
  case binary(Expression, [Operation])
  /// Texts joined by `~`.
  case concatenation([Expression], Place)
  case comparison(Expression, [Comparison])
  case and(Expression, [Operand])
  case or(Expression, [Operand])
  case not(Expression, Place)
  case conditional(test: Expression, then: Expression, otherwise: Expression?, Place)

  /// What stands behind a value and makes another one of it.
  enum Step: Sendable {
    case attribute(String, Place)
    case item(Expression, Place)
    case slice(Bounds, Place)
    /// A call, and how many brackets, conditions and loops stand around it.
    case call(CallArguments, Place, levels: Int)
    case filter(Filter, CallArguments, Place)
    case test(TestDefinition, CallArguments, Place)
    /// What `not` does behind `is`.
    case negation(Place)
  }

  /// An operator and what stands behind it.
  struct Operation: Sendable {
    let sign: BinaryOperator
    let operand: Expression
    let place: Place
  }

  /// What stands behind `and` or `or`, and where that word is.
  struct Operand: Sendable {
    let expression: Expression
    let place: Place
  }

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

/// What stands between the brackets of a call.
struct CallArguments: Sendable {
  /// An argument given by name.
  struct Named: Sendable {
    let name: String
    let value: Expression
  }

  var positional: [Expression] = []
  var named: [Named] = []
}

/// A sign or word between two compared values.
enum ComparisonOperator {
  case equal
  case notEqual
  case ordered(ComparisonSign)
  case isIn
  case isNotIn

  /// The operator of a sign; nil for other signs.
  init?(sign: String) {
    switch sign {
    case "==": self = .equal
    case "!=": self = .notEqual
    default:
      guard let sign = ComparisonSign(rawValue: sign) else { return nil }
      self = .ordered(sign)
    }
  }

  /// Whether the comparison holds.
  func holds(_ left: Value, _ right: Value, _ budget: Budget) throws(PythonError) -> Bool {
    switch self {
    case .equal: try left.equals(right, budget)
    case .notEqual: try !left.equals(right, budget)
    case .ordered(let sign): try left.isOrdered(sign, right, budget)
    case .isIn: try right.contains(left, budget)
    case .isNotIn: try !right.contains(left, budget)
    }
  }
}
