/// Why the docs of a task could not be read: what is wrong, where, and how to remedy it.
public struct DataError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The file, option or task to blame, as the user knows it.
  public let place: String
  /// Line, from 1; nil when the whole file is to blame.
  public let line: Int?
  /// Column, from 1, in code points; nil when the whole line is to blame.
  public let column: Int?
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error about a file, an option or a task.
  public init(_ problem: String, place: String, line: Int? = nil, column: Int? = nil, remedy: String) {
    self.problem = problem
    self.place = place
    self.line = line
    self.column = column
    self.remedy = remedy
  }

  /// The place, line, column, problem and remedy, on one line.
  public var description: String {
    let position = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap(\.self)
    return "\(place): \(position.isEmpty ? "" : position.joined(separator: ", ") + ": ")\(problem). \(remedy)"
  }
}
