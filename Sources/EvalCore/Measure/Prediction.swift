/// The choice that a model's log-likelihoods point at, if they point at one.
///
/// Argmax returns index 0 for NaN and for ties, so a broken model looks like one that always answers "A". Here such an
/// answer is no prediction: it counts as wrong, and apart.
public enum Prediction: Sendable, Hashable {
  /// The index of the best choice; a near tie when the second best is less than `Prediction.nearTieNats` behind.
  case choice(Int, isNearTie: Bool)
  /// Two or more choices of different texts share the best log-likelihood exactly.
  case tie
  /// A log-likelihood is NaN or infinite, the answer carries a numerical fault, or there is no choice.
  case invalid

  /// Below this distance in nats rounding could have decided between choices of a token: layouts of the same computation
  /// give a token's log-probability up to this much apart.
  public static let nearTieNats = 1e-5

  /// The same for choices of many tokens, as a share of the log-likelihood, which grows with them.
  ///
  /// Measured over layouts and instruction sets: sums of a text's tokens differ by up to 6e-7 of themselves, 2.1e-6 at 400
  /// loops; of HellaSwag's endings by up to 4.1e-5 nats.
  public static let nearTieShare = 1e-6

  /// The prediction of an answer whose choices all have texts of their own.
  public init(_ answer: Outcome.Answer) { self.init(answer, choices: []) }

  /// The prediction of an answer to a doc with these choices.
  init(_ answer: Outcome.Answer, choices: [String]) {
    self = answer.fault == nil ? Prediction(logprobs: answer.logprobs, choices: choices) : .invalid
  }

  /// The prediction of log-likelihoods in nats, one a choice.
  ///
  /// - Parameters:
  ///   - logprobs: One a choice.
  ///   - choices: Their texts. Choices of one text are one question asked twice, so they never tie with each other: the
  ///     answer counts at the first of them, as lm-evaluation-harness counts it. Empty where all texts differ.
  public init(logprobs: [Double], choices: [String] = []) {
    guard let best = logprobs.max(), logprobs.allSatisfy(\.isFinite), let index = logprobs.firstIndex(of: best) else {
      self = .invalid
      return
    }
    let rivals = logprobs.indices.lazy.filter { $0 != index && !Self.areEqual(choices, index, $0) }
    let second = rivals.map { logprobs[$0] }.max() ?? -.infinity
    let limit = max(Self.nearTieNats, Self.nearTieShare * best.magnitude)
    self = second == best ? .tie : .choice(index, isNearTie: best - second < limit)
  }

  private static func areEqual(_ choices: [String], _ a: Int, _ b: Int) -> Bool {
    choices.indices.contains(a) && choices.indices.contains(b) && choices[a].utf8.elementsEqual(choices[b].utf8)
  }

  /// The predicted index; nil for a tie and for an invalid answer.
  public var index: Int? {
    guard case .choice(let index, _) = self else { return nil }
    return index
  }
}
