internal import Archives

/// One digest over all contexts of a run: two runs with the same digest asked exactly the same.
///
/// SHA-256 over the lines `<task>\t<doc id>\t<SHA-256 (hex) of the context>\n`, tasks in name order, docs in order. The
/// same lines made from lm-evaluation-harness's own requests give the same digest.
public struct PromptDigest {
  private var digest = ContentDigest()

  /// A digest of no contexts yet.
  public init() {}

  /// Appends one context.
  ///
  /// - Parameters:
  ///   - task: the task's name, for example `mmlu_anatomy`.
  ///   - docID: row of the doc in its split, from 0.
  ///   - promptHash: SHA-256 (hex) of the context.
  public mutating func add(task: String, docID: Int, promptHash: String) {
    digest.update("\(task)\t\(docID)\t\(promptHash)\n".utf8)
  }

  /// The digest of everything appended so far, 64 lower-case hex digits.
  public var sha256: String { digest.hex() }

  /// The digest of a whole data set under a template.
  ///
  /// - Throws: `PromptError` when the template does not fit a doc.
  public static func sha256(of data: MMLUDataSet, under template: PromptTemplate) throws(PromptError) -> String {
    var digest = PromptDigest()
    for subject in data.subjects {
      for (doc, prompt) in zip(subject.docs, try template.render(subject)) {
        digest.add(task: subject.task, docID: doc.row, promptHash: prompt.promptHash)
      }
    }
    return digest.sha256
  }
}
