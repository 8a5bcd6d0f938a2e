internal import Archives
internal import PythonValues

extension RenderedDoc {
  /// SHA-256 of the doc as JSON with an indentation of two: lm-evaluation-harness's `doc_hash`.
  public var docHash: String { Self.hash(of: doc) }

  /// `docHash` of a doc that is not rendered.
  static func hash(of doc: Doc) -> String { ContentDigest.hex(PythonJSON.page(.dictionary(doc))) }

  /// SHA-256 of the first request's context, or of a rolling task's text: lm-evaluation-harness's `prompt_hash`.
  public var promptHash: String { ContentDigest.hex(rolling?.text ?? requests.first?.context ?? "") }

  /// SHA-256 of the target: lm-evaluation-harness's `target_hash`.
  public var targetHash: String { ContentDigest.hex(target) }
}
