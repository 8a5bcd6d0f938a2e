/// Why the definition of a task, group or tag cannot be used: what is wrong, where, and how to remedy it.
public struct TaskConfigurationError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The YAML file, or what was asked for where no file is to blame.
  public let path: String
  /// Line of the file, from 1; nil when the whole file is to blame.
  public let line: Int?
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error about a file or a line of it.
  public init(_ problem: String, path: String, line: Int? = nil, remedy: String) {
    self.problem = problem
    self.path = path
    self.line = line
    self.remedy = remedy
  }

  /// The path, line, problem and remedy, on one line.
  public var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(problem). \(remedy)"
  }
}
