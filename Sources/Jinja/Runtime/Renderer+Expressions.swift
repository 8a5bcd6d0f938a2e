internal import OrderedCollections

extension Renderer {
  /// The value of an expression.
  func evaluate(_ expression: Expression) throws(JinjaError) -> Value {
    budget.step()
    switch expression {
    case .constant(let value): return Value(value)
    case .name(let name, let place): return value(of: name, at: place)
    case .steps(let first, let steps): return try follow(steps, from: try evaluate(first))
    case .list(let items, let place): return .list(try data(items, place))
    case .tuple(let items, let place): return .tuple(try data(items, place))
    case .dictionary(let entries, let place): return .dictionary(try mapping(entries, place))
    default: return try evaluateOperation(expression)
    }
  }

  private func evaluateOperation(_ expression: Expression) throws(JinjaError) -> Value {
    switch expression {
    case .sign(let isNegative, let expression, let place):
      let operand = try evaluate(expression)
      return try at(place) { () throws(PythonError) in try operand.signed(negative: isNegative) }
    case .binary(let first, let operations): return try compute(first, operations)
    case .concatenation(let parts, let place): return .string(try concatenate(parts, place))
    case .comparison(let first, let comparisons): return .bool(try compare(first, comparisons))
    case .and(let first, let others):
      var value = try evaluate(first)
      for other in others where try isTrue(value, other.place) { value = try evaluate(other.expression) }
      return value
    case .or(let first, let others):
      var value = try evaluate(first)
      for other in others where try !isTrue(value, other.place) { value = try evaluate(other.expression) }
      return value
    case .not(let operand, let place): return .bool(try !isTrue(operand, place))
    case .conditional(let test, let then, let otherwise, let place):
      if try isTrue(test, place) { return try evaluate(then) }
      if let otherwise { return try evaluate(otherwise) }
      return .undefined(.noElse)
    default: preconditionFailure("an expression that is no operation")
    }
  }

  private func compute(_ first: Expression, _ operations: [Expression.Operation]) throws(JinjaError) -> Value {
    var value = try evaluate(first)
    for operation in operations {
      let operand = try evaluate(operation.operand)
      value = try at(operation.place) { () throws(PythonError) in
        try value.applying(operation.sign, operand, budget)
      }
    }
    return value
  }

  /// What stands behind a value, from left to right.
  ///
  /// A method that is called is not made a value of on the way.
  private func follow(_ steps: [Expression.Step], from first: Value) throws(JinjaError) -> Value {
    var value = first
    var index = 0
    while index < steps.count {
      if case .attribute(let name, let place) = steps[index], index + 1 < steps.count,
        case .call(let arguments, _, _) = steps[index + 1], Methods.has(name, type: value)
      {
        value = try callMethod(name, of: value, try evaluate(arguments), place)
        index += 2
      } else {
        value = try follow(steps[index], from: value)
        index += 1
      }
    }
    return value
  }

  private func follow(_ step: Expression.Step, from value: Value) throws(JinjaError) -> Value {
    budget.step()
    switch step {
    case .attribute(let name, let place):
      return try at(place) { () throws(PythonError) in try value.attribute(name) }
    case .item(let index, let place):
      let key = try evaluate(index)
      return try at(place) { () throws(PythonError) in try value.item(key, budget) }
    case .slice(let bounds, let place): return try slice(value, bounds, place)
    case .call(let arguments, let place, let levels):
      return try call(value, try evaluate(arguments), place, levels: levels)
    case .filter(let filter, let arguments, let place): return try apply(filter, to: value, arguments, place)
    case .test(let test, let given, let place):
      let arguments = try evaluate(given)
      return .bool(
        try at(place) { () throws(PythonError) in
          try budget.read(value)
          return try test.call(value, arguments, as: "test")
        })
    case .negation(let place): return .bool(try !isTrue(value, place))
    }
  }

  /// What a method that the value has gives.
  func callMethod(
    _ name: String, of owner: Value, _ arguments: Arguments, _ place: Place
  ) throws(JinjaError) -> Value {
    try at(place) { () throws(PythonError) in
      try budget.read(owner)
      try arguments.read()
      return try budget.made(try Methods.call(name, of: owner, arguments))
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
    return try at(place) { () throws(PythonError) in
      try budget.read(value)
      try arguments.read()
      return try budget.made(try filter.call(value, arguments, as: "filter"))
    }
  }

  private func evaluate(all expressions: [Expression]) throws(JinjaError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  private func evaluate(_ arguments: CallArguments) throws(JinjaError) -> Arguments {
    var values = Arguments(positional: try evaluate(all: arguments.positional), budget: budget)
    for argument in arguments.named {
      values.named.append(.init(name: argument.name, value: try evaluate(argument.value)))
    }
    return values
  }

  /// Values that may lie in a list.
  private func data(_ expressions: [Expression], _ place: Place) throws(JinjaError) -> [Value] {
    let values = try evaluate(all: expressions)
    try at(place) { () throws(PythonError) in
      try budget.keep(Budget.item * values.count)
      for value in values { _ = try value.asItem(budget) }
    }
    return values
  }

  private func mapping(_ entries: [Expression.Entry], _ place: Place) throws(JinjaError) -> Value.Mapping {
    var mapping = Value.Mapping()
    for entry in entries {
      let (key, value) = (try evaluate(entry.key), try evaluate(entry.value))
      try at(place) { () throws(PythonError) in
        try budget.keep(2 * Budget.item)
        mapping[try Key(key, budget)] = try value.asItem(budget)
      }
    }
    return mapping
  }

  private func slice(_ owner: Value, _ bounds: Expression.Bounds, _ place: Place) throws(JinjaError) -> Value {
    let start = try bounds.start.map(evaluate) ?? Value.none
    let stop = try bounds.stop.map(evaluate) ?? Value.none
    let step = try bounds.step.map(evaluate) ?? Value.none
    return try at(place) { () throws(PythonError) in try owner.slice(start, stop, step, budget) }
  }

  private func concatenate(_ parts: [Expression], _ place: Place) throws(JinjaError) -> String {
    var result = ""
    for part in parts {
      let value = try evaluate(part)
      result += try at(place) { () throws(PythonError) in
        let text = try value.str(budget)
        try budget.allow(result.utf8.count + text.utf8.count)
        try budget.keep(text.utf8.count)
        return text
      }
    }
    return result
  }

  /// A chain such as `1 < x <= 5` holds when each of its comparisons does; those behind the first that fails are not made.
  private func compare(_ first: Expression, _ comparisons: [Expression.Comparison]) throws(JinjaError) -> Bool {
    var left = try evaluate(first)
    for comparison in comparisons {
      let right = try evaluate(comparison.operand)
      guard try at(comparison.place, { () throws(PythonError) in try comparison.sign.holds(left, right, budget) })
      else {
        return false
      }
      left = right
    }
    return true
  }
}
