internal import OrderedCollections

extension Renderer {
  /// The value of an expression.
  func evaluate(_ expression: Expression) throws(JinjaError) -> Value {
    switch expression {
    case .constant(let value): return Value(value)
    case .name(let name, let place): return value(of: name, at: place)
    case .list(let items): return .list(try evaluate(all: items))
    case .tuple(let items): return .tuple(try evaluate(all: items))
    case .dictionary(let entries, let place): return .dictionary(try mapping(entries, place))
    case .attribute(let expression, let name, let place):
      let owner = try evaluate(expression)
      return try at(place) { () throws(PythonError) in try owner.attribute(name) }
    case .item(let expression, let index, let place):
      let (owner, key) = (try evaluate(expression), try evaluate(index))
      return try at(place) { () throws(PythonError) in try owner.item(key) }
    case .slice(let owner, let bounds, let place): return try slice(try evaluate(owner), bounds, place)
    case .call(let callee, let arguments, let place): return try call(callee, arguments, place)
    case .filter(let value, let filter, let arguments, let place):
      return try apply(filter, to: try evaluate(value), arguments, place)
    case .test(let expression, let test, let given, let place):
      let (value, arguments) = (try evaluate(expression), try evaluate(given))
      return .bool(try at(place) { () throws(PythonError) in try test.holds(value, arguments) })
    default: return try evaluateOperation(expression)
    }
  }

  private func evaluateOperation(_ expression: Expression) throws(JinjaError) -> Value {
    switch expression {
    case .sign(let isNegative, let expression, let place):
      let operand = try evaluate(expression)
      return try at(place) { () throws(PythonError) in try operand.signed(negative: isNegative) }
    case .binary(let first, let operation, let second, let place):
      let (left, right) = (try evaluate(first), try evaluate(second))
      return try at(place) { () throws(PythonError) in try left.applying(operation, right) }
    case .concatenation(let parts, let place): return .string(try concatenate(parts, place))
    case .comparison(let first, let comparisons): return .bool(try compare(first, comparisons))
    case .and(let first, let second, let place):
      let left = try evaluate(first)
      return try isTrue(left, place) ? try evaluate(second) : left
    case .or(let first, let second, let place):
      let left = try evaluate(first)
      return try isTrue(left, place) ? left : try evaluate(second)
    case .not(let operand, let place): return .bool(try !isTrue(operand, place))
    case .conditional(let test, let then, let otherwise, let place):
      if try isTrue(test, place) { return try evaluate(then) }
      if let otherwise { return try evaluate(otherwise) }
      return .undefined(.noElse)
    default: preconditionFailure("an expression that is no operation")
    }
  }

  /// Whether an expression's value is true.
  func isTrue(_ expression: Expression, _ place: Place) throws(JinjaError) -> Bool {
    try isTrue(try evaluate(expression), place)
  }

  private func isTrue(_ value: Value, _ place: Place) throws(JinjaError) -> Bool {
    if case .bool(let flag) = value { return flag }
    return try at(place) { () throws(PythonError) in try value.isTrue() }
  }

  /// What a filter makes of a value.
  func apply(
    _ filter: Filter, to value: Value, _ arguments: CallArguments, _ place: Place
  ) throws(JinjaError) -> Value {
    let arguments = try evaluate(arguments)
    return try at(place) { () throws(PythonError) in try filter.apply(to: value, arguments) }
  }

  private func evaluate(all expressions: [Expression]) throws(JinjaError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  private func evaluate(_ arguments: CallArguments) throws(JinjaError) -> Arguments {
    var values = Arguments(positional: try evaluate(all: arguments.positional))
    for argument in arguments.named {
      values.named.append(.init(name: argument.name, value: try evaluate(argument.value)))
    }
    return values
  }

  /// Calls a method without making a value of it on the way.
  private func call(_ callee: Expression, _ arguments: CallArguments, _ place: Place) throws(JinjaError) -> Value {
    guard case .attribute(let expression, let name, let namePlace) = callee else {
      return try call(try evaluate(callee), try evaluate(arguments), place)
    }
    let owner = try evaluate(expression)
    guard Methods.has(name, type: owner) else {
      let callee = try at(namePlace) { () throws(PythonError) in try owner.attribute(name) }
      return try call(callee, try evaluate(arguments), namePlace)
    }
    let arguments = try evaluate(arguments)
    return try at(namePlace) { () throws(PythonError) in try Methods.call(name, of: owner, arguments) }
  }

  private func mapping(_ entries: [Expression.Entry], _ place: Place) throws(JinjaError) -> Value.Mapping {
    var mapping = Value.Mapping()
    for entry in entries {
      let (key, value) = (try evaluate(entry.key), try evaluate(entry.value))
      mapping[try at(place) { () throws(PythonError) in try Key(key) }] = value
    }
    return mapping
  }

  private func slice(_ owner: Value, _ bounds: Expression.Bounds, _ place: Place) throws(JinjaError) -> Value {
    let start = try bounds.start.map(evaluate) ?? Value.none
    let stop = try bounds.stop.map(evaluate) ?? Value.none
    let step = try bounds.step.map(evaluate) ?? Value.none
    return try at(place) { () throws(PythonError) in try owner.slice(start, stop, step) }
  }

  private func concatenate(_ parts: [Expression], _ place: Place) throws(JinjaError) -> String {
    var result = ""
    for part in parts {
      let value = try evaluate(part)
      result += try at(place) { () throws(PythonError) in try value.str() }
    }
    return result
  }

  /// A chain such as `1 < x <= 5` holds when each of its comparisons does; those behind the first that fails are not made.
  private func compare(_ first: Expression, _ comparisons: [Expression.Comparison]) throws(JinjaError) -> Bool {
    var left = try evaluate(first)
    for comparison in comparisons {
      let right = try evaluate(comparison.operand)
      guard try at(comparison.place, { () throws(PythonError) in try comparison.sign.holds(left, right) }) else {
        return false
      }
      left = right
    }
    return true
  }
}
