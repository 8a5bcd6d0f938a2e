/// The choice that a model's log-likelihoods point at, if they point at one.
///
/// Argmax returns index 0 for NaN and for ties, so a broken model looks like one that always answers "A". Here such an
/// answer is no prediction: it counts as wrong, and apart.
public enum Prediction: Sendable, Hashable {
  /// The index of the best choice; a near tie when the second best is less than `Prediction.nearTieNats` behind.
  case choice(Int, isNearTie: Bool)
  /// Two or more choices share the best log-likelihood exactly.
  case tie
  /// A log-likelihood is NaN or infinite, the answer carries a numerical fault, or there is no choice.
  case invalid

  /// Below this distance in nats rounding could have decided: scores differ by up to this much between layouts of the
  /// same computation.
  public static let nearTieNats = 1e-5

  /// The prediction of an answer.
  public init(_ answer: Outcome.Answer) {
    self = answer.fault == nil ? Prediction(logprobs: answer.logprobs) : .invalid
  }

  /// The prediction of log-likelihoods in nats, one a choice.
  public init(logprobs: [Double]) {
    guard let best = logprobs.max(), logprobs.allSatisfy(\.isFinite), let index = logprobs.firstIndex(of: best) else {
      self = .invalid
      return
    }
    let second = logprobs.indices.filter { $0 != index }.map { logprobs[$0] }.max() ?? -.infinity
    self = second == best ? .tie : .choice(index, isNearTie: best - second < Self.nearTieNats)
  }

  /// The predicted index; nil for a tie and for an invalid answer.
  public var index: Int? {
    guard case .choice(let index, _) = self else { return nil }
    return index
  }
}
