/// A model's answer to one `LoglikelihoodRequest` at one read-out depth.
public struct Loglikelihood: Sendable, Hashable {
  /// Sum of the continuation tokens' log-probabilities over the full vocabulary, in nats.
  ///
  /// NaN or −∞ where the model's numbers broke; see `fault`.
  public let logprob: Double
  /// Whether every continuation token is the vocabulary's most likely one.
  ///
  /// False where a logit is not finite.
  public let isGreedy: Bool
  /// Number of continuation tokens.
  public let tokenCount: Int
  /// The first place on this request's path where the numbers stopped being numbers; nil for a healthy answer.
  ///
  /// A fault can stand beside a finite `logprob`: a layer norm whose variance overflowed returns its bias.
  public let fault: NumericalFault?
  /// Relative residual |h − h′| / |h| of the hidden state before the final norm, h′ being that of the read-out before,
  /// after the last token before the continuation's last one; nil at the first read-out and where it is not finite.
  public let residual: Double?

  /// A log-likelihood in nats.
  public init(logprob: Double, isGreedy: Bool, tokenCount: Int, fault: NumericalFault? = nil, residual: Double? = nil) {
    self.logprob = logprob
    self.isGreedy = isGreedy
    self.tokenCount = tokenCount
    self.fault = fault
    self.residual = residual
  }
}
