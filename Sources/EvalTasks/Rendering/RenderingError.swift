internal import Jinja
internal import PythonValues

/// Why a doc could not be made into requests: what is wrong, of which task and doc, where in its YAML, and how to remedy
/// it.
public struct RenderingError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The task.
  public let task: String
  /// The key to blame, with the place in its template where there is one, for example `doc_to_text, line 2, column 5`.
  public let field: String?
  /// Index of the doc in the split; nil where no doc is to blame, or the doc of a few-shot example is.
  public let docID: Int?
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error about a task, a key of it, or a doc.
  public init(_ problem: String, task: String, field: String? = nil, docID: Int? = nil, remedy: String) {
    self.problem = problem
    self.task = task
    self.field = field
    self.docID = docID
    self.remedy = remedy
  }

  /// An error in a template.
  init(_ error: JinjaError, task: String, field: String) {
    self.init(
      error.message, task: task, field: "\(field), line \(error.line), column \(error.column)", remedy: error.remedy)
  }

  /// The same error of a doc.
  func of(doc: Int?) -> RenderingError {
    RenderingError(problem, task: task, field: field, docID: docID ?? doc, remedy: remedy)
  }

  /// The task, doc, key, problem and remedy, on one line.
  public var description: String {
    let doc = docID.map { ", doc \($0)" } ?? ""
    let field = field.map { ", \($0)" } ?? ""
    return "task \(task)\(doc)\(field): \(problem). \(remedy)"
  }
}
