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

  /// The digest of all docs of some tasks.
  public static func sha256(of tasks: [RenderedTask]) -> String {
    var digest = PromptDigest()
    for task in tasks {
      for doc in task.docs { digest.add(task: task.configuration.name, docID: doc.docID, promptHash: doc.promptHash) }
    }
    return digest.sha256
  }
}
