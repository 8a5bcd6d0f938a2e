internal import PythonValues

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
