internal import Jinja
internal import PythonValues

/// Why a prompt file could not be found, read or rendered: what is wrong, where, and how to remedy it.
public struct PromptError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The prompt file or option to blame.
  public let path: String
  /// Line of the file, from 1, where that is known.
  public let line: Int?
  /// The key, and the place in its template where there is one, for example `doc_to_text, line 2, column 5`.
  public let field: String?
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error about a file, a line or a key.
  public init(_ problem: String, path: String, line: Int? = nil, field: String? = nil, remedy: String) {
    self.problem = problem
    self.path = path
    self.line = line
    self.field = field
    self.remedy = remedy
  }

  /// An error in the template of a key.
  init(_ error: JinjaError, path: String, key: String) {
    let place = "line \(error.line), column \(error.column)"
    self.init(error.message, path: path, field: "\(key), \(place)", remedy: error.remedy)
  }

  /// The path, line or key, problem and remedy, on one line.
  public var description: String {
    let line = line.map { ":\($0)" } ?? ""
    let field = field.map { " \($0):" } ?? ""
    return "\(path)\(line):\(field) \(problem). \(remedy)"
  }
}
