public import PythonValues

/// A doc as a run asked about it, for lm-evaluation-harness's samples and for people who want to read the questions.
public struct KeptDoc: Sendable {
  /// Name of its task.
  public let task: String
  /// Row of the doc in its split, from 0.
  public let docID: Int
  /// Its fields, after `process_docs`.
  public let doc: PythonValue
  /// The texts of each request: context and continuation, or one whole text.
  public let arguments: [[String]]
  /// The target as Python's `str` writes it.
  public let target: String
  /// What stood before its own part in every context: description and few-shot examples.
  public let examples: String

  /// A doc.
  public init(
    task: String, docID: Int, doc: PythonValue, arguments: [[String]], target: String, examples: String
  ) {
    self.task = task
    self.docID = docID
    self.doc = doc
    self.arguments = arguments
    self.target = target
    self.examples = examples
  }
}
