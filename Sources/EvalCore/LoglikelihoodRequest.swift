/// A question to a language model: how likely is this continuation after this context.
///
/// Source: lm-evaluation-harness, `lm_eval/api/model.py`, `LM.loglikelihood`.
public struct LoglikelihoodRequest: Sendable, Hashable {
  /// Text, or token ids where the caller has tokenised already.
  public enum Content: Sendable, Hashable {
    /// Text in UTF-8; the model's tokenizer encodes it.
    case text(String)
    /// Token ids of the model's vocabulary; no tokenizer is needed.
    case tokens([Int])
  }

  /// What comes before; may be empty.
  public let context: Content
  /// What is scored; must give at least one token.
  public let continuation: Content

  /// A request of two contents, text or tokens independently of each other.
  public init(context: Content, continuation: Content) {
    self.context = context
    self.continuation = continuation
  }

  /// A request of two texts, the usual case.
  public init(context: String, continuation: String) {
    self.init(context: .text(context), continuation: .text(continuation))
  }
}
