internal import OrderedCollections
internal import PythonValues

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

/// The parameters of something that can be called.
struct Signature: Sendable {
  /// Names of the parameters, those that must be given first.
  let names: [String]
  /// How many of them must be given.
  let required: Int
  /// Whether any further arguments are taken as they are.
  var isOpen = false
  /// Whether arguments may be given by name.
  var takesNames = true

  /// Parameters in brackets may be left out: `old new [count]`.
  init(_ text: String = "") {
    let words = text.split(separator: " ").map(String.init)
    names = words.map { $0.filter { $0 != "[" && $0 != "]" } }
    required = words.prefix { !$0.hasPrefix("[") }.count
  }

  /// Parameters as in `init(_:)` that cannot be given by name.
  static func positional(_ text: String = "") -> Signature {
    var signature = Signature(text)
    signature.takesNames = false
    return signature
  }

  /// Any arguments whatever.
  static let open: Signature = {
    var signature = Signature()
    signature.isOpen = true
    return signature
  }()

  /// Puts arguments to parameters.
  ///
  /// - Throws: `PythonError` when one is missing, unknown, given twice or too many.
  func bind(_ arguments: Arguments, of callee: String) throws(PythonError) -> BoundArguments {
    guard !isOpen else { return BoundArguments(callee: callee, names: names, values: [], all: arguments) }
    guard arguments.positional.count <= names.count else {
      throw error(
        callee, "takes \(names.isEmpty ? "no" : "at most \(names.count)") arguments, not \(arguments.positional.count)")
    }
    var values: [Value?] = arguments.positional
    values += Array(repeating: nil, count: names.count - values.count)
    for argument in arguments.named {
      guard takesNames, let index = names.firstIndex(where: { ExactText($0) == ExactText(argument.name) }) else {
        throw error(callee, "has no argument named \"\(argument.name)\"")
      }
      guard values[index] == nil else { throw error(callee, "gets its argument \"\(argument.name)\" twice") }
      values[index] = argument.value
    }
    if let missing = values.prefix(required).firstIndex(where: { $0 == nil }) {
      throw error(callee, "needs its argument \"\(names[missing])\"")
    }
    return BoundArguments(callee: callee, names: names, values: values, all: arguments)
  }

  private func error(_ callee: String, _ what: String) -> PythonError {
    let list = names.enumerated().map { $0 < required ? $1 : "[\($1)]" }.joined(separator: ", ")
    return PythonError("\(callee) \(what)", remedy: "Its arguments: (\(list)).")
  }
}

/// What a name stands for that takes arguments: a filter (`|`), a test (`is`), or a method of values of one type.
struct Callable<Owner, Result>: Sendable {
  typealias Body = @Sendable (Owner, BoundArguments) throws(PythonError) -> Result

  let name: String
  let signature: Signature
  let body: Body

  init(_ name: String, _ signature: Signature = Signature(), body: @escaping Body) {
    self.name = name
    self.signature = signature
    self.body = body
  }

  /// What comes out for a value; `kind` says what is called, for messages.
  func call(_ owner: Owner, _ arguments: Arguments, as kind: String) throws(PythonError) -> Result {
    try body(owner, try signature.bind(arguments, of: "the \(kind) \"\(name)\""))
  }
}
