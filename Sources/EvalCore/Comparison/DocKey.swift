/// The name of a doc within an evaluation.
public struct DocKey: Sendable, Hashable, CustomStringConvertible {
  /// Task of the doc.
  public let task: String
  /// Row of the doc in its split, from 0.
  public let docID: Int

  /// The key of a task's doc.
  public init(task: String, docID: Int) {
    self.task = task
    self.docID = docID
  }

  /// The key of an outcome's doc.
  public init(_ outcome: Outcome) {
    task = outcome.task
    docID = outcome.docID
  }

  /// For example `mmlu_anatomy doc 12`.
  public var description: String { "\(task) doc \(docID)" }
}
