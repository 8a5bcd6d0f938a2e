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
