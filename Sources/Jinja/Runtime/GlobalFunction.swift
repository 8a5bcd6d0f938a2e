internal import OrderedCollections

/// Functions that every template has.
enum GlobalFunction: String, CaseIterable {
  case range
  case dict
  case namespace

  /// What the function gives.
  func call(_ arguments: Arguments) throws(PythonError) -> Value {
    switch self {
    case .range: return .range(try Self.range(arguments))
    case .dict: return .dictionary(try Self.fields(arguments, of: "dict()"))
    case .namespace: return .namespace(Namespace(try Self.fields(arguments, of: "namespace()")))
    }
  }

  private static func range(_ arguments: Arguments) throws(PythonError) -> PythonRange {
    let bound = try Signature.positional("start [stop] [step]").bind(arguments, of: "range()")
    let first = try bound.int(0)
    let step = try bound.int(2, default: 1)
    guard step != 0 else { throw bound.wrong(2, "a step other than 0") }
    guard bound.has(1) else { return try PythonRange(start: 0, stop: first, step: step) }
    return try PythonRange(start: first, stop: try bound.int(1), step: step)
  }

  private static func fields(_ arguments: Arguments, of callee: String) throws(PythonError) -> Value.Mapping {
    var fields = Value.Mapping()
    if let source = arguments.positional.first {
      guard arguments.positional.count == 1, case .dictionary(let mapping) = source else {
        throw PythonError(
          "\(callee) gets a value that is not one dictionary", remedy: "Write \(rawName(callee))(name=value).")
      }
      try arguments.budget.keep(source.weight)
      fields = mapping
    }
    for argument in arguments.named {
      fields[Key(text: argument.name)] = try argument.value.asItem(arguments.budget)
    }
    return fields
  }

  private static func rawName(_ callee: String) -> String { String(callee.dropLast(2)) }
}
