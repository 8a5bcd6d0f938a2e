internal import PythonValues

/// Why a template could not be read or rendered: what is wrong, where in the template, and how to remedy it.
public struct JinjaError: Error, Hashable, CustomStringConvertible {
  /// Line of the template, from 1.
  public let line: Int
  /// Column in code points, from 1.
  public let column: Int
  /// What is wrong, without a full stop.
  public let message: String
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error at a place.
  public init(line: Int, column: Int, message: String, remedy: String) {
    self.line = line
    self.column = column
    self.message = message
    self.remedy = remedy
  }

  init(_ message: String, at place: Place, remedy: String) {
    self.init(line: Int(place.line), column: Int(place.column), message: message, remedy: remedy)
  }

  init(_ error: PythonError, at place: Place) {
    self.init(error.message, at: error.cause ?? place, remedy: error.remedy)
  }

  /// Line, column, message and remedy, on one line.
  public var description: String { "line \(line), column \(column): \(message). \(remedy)" }
}

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
