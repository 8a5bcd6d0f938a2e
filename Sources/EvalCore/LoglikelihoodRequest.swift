/// A question to a language model: how likely is this continuation after this context.
///
/// Source: lm-evaluation-harness, `lm_eval/api/model.py`, `LM.loglikelihood`.
public struct LoglikelihoodRequest: Sendable {
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
  /// Where the request comes from, for messages; nil where that is not known.
  public var place: RequestPlace?

  /// A request of two contents, text or tokens independently of each other.
  public init(context: Content, continuation: Content, place: RequestPlace? = nil) {
    self.context = context
    self.continuation = continuation
    self.place = place
  }

  /// A request of two texts, the usual case.
  public init(context: String, continuation: String, place: RequestPlace? = nil) {
    self.init(context: .text(context), continuation: .text(continuation), place: place)
  }
}

/// Requests that ask the same are equal, wherever they come from.
extension LoglikelihoodRequest: Hashable {
  /// Whether both ask the same.
  public static func == (a: LoglikelihoodRequest, b: LoglikelihoodRequest) -> Bool {
    a.context == b.context && a.continuation == b.continuation
  }

  /// Hashes what is asked.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(context)
    hasher.combine(continuation)
  }
}
