internal import OrderedCollections

/// The arguments of a call, as values.
struct Arguments {
  /// An argument given by name.
  struct Named {
    let name: String
    let value: Value
  }

  var positional: [Value] = []
  var named: [Named] = []
  /// What the call may still cost.
  let budget: Budget

  /// The arguments that were given by name.
  var mapping: Value.Mapping {
    named.reduce(into: Value.Mapping()) { $0[Key(text: $1.name)] = $1.value }
  }

  /// Counts the work of going over all of them once.
  func read() throws(PythonError) {
    for value in positional { try budget.read(value) }
    for argument in named { try budget.read(argument.value) }
  }
}
