internal import OrderedCollections

/// Arguments by parameter, read with the type that is needed.
struct BoundArguments {
  let callee: String
  let names: [String]
  /// A value a parameter; nil where it is not given.
  let values: [Value?]
  /// All arguments as they were given.
  let all: Arguments

  /// What the call may still cost.
  var budget: Budget { all.budget }

  /// A value, or a fallback where none is given.
  func value(_ index: Int, default fallback: Value) -> Value { values[index] ?? fallback }

  /// A value that must be given.
  subscript(index: Int) -> Value { values[index] ?? .none }

  /// Whether a value other than `None` is given.
  func has(_ index: Int) -> Bool {
    switch values[index] {
    case nil, Value.none?: false
    default: true
    }
  }

  /// A text that must be given.
  func text(_ index: Int) throws(PythonError) -> String {
    guard let text = self[index].text else { throw wrong(index, "a text") }
    return text
  }

  /// A text, or nil where none or `None` is given.
  func optionalText(_ index: Int) throws(PythonError) -> String? { has(index) ? try text(index) : nil }

  /// A whole number, or a fallback where none is given.
  func int(_ index: Int, default fallback: Int) throws(PythonError) -> Int {
    guard let value = values[index] else { return fallback }
    guard let number = value.int else { throw wrong(index, "a whole number") }
    return number
  }

  /// A whole number that must be given.
  func int(_ index: Int) throws(PythonError) -> Int {
    guard let number = self[index].int else { throw wrong(index, "a whole number") }
    return number
  }

  /// Whether a value is true; false where none is given.
  func flag(_ index: Int, default fallback: Bool = false) throws(PythonError) -> Bool {
    try values[index]?.isTrue() ?? fallback
  }

  /// The error of an argument of the wrong type.
  func wrong(_ index: Int, _ expected: String) -> PythonError {
    if case .undefined(let undefined) = self[index] { return undefined.error }
    return PythonError(
      "the argument \"\(names[index])\" of \(callee) is of type \(self[index].type)", remedy: "Give \(expected).")
  }
}

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
