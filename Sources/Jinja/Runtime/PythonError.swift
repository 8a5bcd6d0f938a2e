internal import PythonValues

/// Why an operation on values failed; who asked for it knows the place.
struct PythonError: Error, Hashable {
  /// What is wrong, without a full stop.
  let message: String
  /// What the user can do about it, one or more sentences.
  let remedy: String
  /// Where the cause stands, when it is not where the error came up.
  let cause: Place?

  init(_ message: String, remedy: String, cause: Place? = nil) {
    self.message = message
    self.remedy = remedy
    self.cause = cause
  }

  /// An operation that Python has and this renderer does not.
  static func unsupported(_ what: String, instead: String) -> PythonError {
    PythonError("\(what) is not supported", remedy: instead)
  }

  /// A name that is none of the known ones.
  static func unknown(_ kind: String, _ name: String, known: [String]) -> PythonError {
    PythonError("unknown \(kind) \"\(name)\"", remedy: DidYouMean.sentence(name, in: known))
  }

  /// A filter or test of a value of the wrong type.
  static func wrongInput(_ callee: String, _ value: Value, _ expected: String) -> PythonError {
    if case .undefined(let undefined) = value { return undefined.error }
    return PythonError("\"\(callee)\" gets a value of type \(value.type)", remedy: "It takes \(expected).")
  }
}
