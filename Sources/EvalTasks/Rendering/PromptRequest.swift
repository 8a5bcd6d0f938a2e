public import EvalCore

/// A context and a continuation to score after it, as texts.
public struct PromptRequest: Sendable, Hashable {
  /// What comes before; may be empty.
  public let context: String
  /// What is scored, the delimiter before it included.
  public let continuation: String

  /// A request of two texts.
  public init(context: String, continuation: String) {
    self.context = context
    self.continuation = continuation
  }

  /// The request to a model.
  ///
  /// - Parameter place: Where it comes from, for messages.
  public func request(from place: RequestPlace? = nil) -> LoglikelihoodRequest {
    LoglikelihoodRequest(context: context, continuation: continuation, place: place)
  }
}
