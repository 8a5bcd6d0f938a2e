/// What an exit rule looks at to tell that more loops will not change the answer.
///
/// All but the residual are read from the log-probabilities of the choices, made to sum to one over the choices.
public enum ExitCriterion: String, Sendable, Hashable, Codable, CaseIterable {
  /// Relative residual of the hidden state to the depth before; must be below the threshold.
  case residual
  /// KL(p′ ‖ p) in nats from the answer at the depth before; must be below the threshold.
  case kl
  /// Entropy of the answer in nats; must be below the threshold.
  case entropy
  /// Probability of the best choice; must be above the threshold.
  case maxProbability = "max_probability"
  /// Log-probability of the best choice minus that of the second in nats; must be above the threshold.
  case margin
  /// Whether the prediction is that of the depth before; has no threshold.
  case argmaxStable = "argmax_stable"

  /// Whether a smaller value speaks for an exit.
  public var firesBelow: Bool { self == .residual || self == .kl || self == .entropy }

  /// Whether there is a threshold to choose.
  public var hasThreshold: Bool { self != .argmaxStable }

  /// The criterion's value at every depth of a doc; nil where it has none: at the first depth for those that look back,
  /// and where a number broke.
  ///
  /// - Parameter answers: The doc's answers by depth.
  func values(of answers: [Outcome.Answer]) -> [Double?] {
    answers.indices.map { value(of: answers[$0], after: $0 > 0 ? answers[$0 - 1] : nil) }
  }

  /// The criterion's value at one depth, `before` being the answer at the depth before.
  func value(of answer: Outcome.Answer, after before: Outcome.Answer?) -> Double? {
    switch self {
    case .residual: answer.fault == nil ? answer.residual : nil
    case .kl:
      before.flatMap(ChoiceDistribution.init(_:))?.divergence(to: ChoiceDistribution(answer))
    case .entropy: ChoiceDistribution(answer)?.entropy
    case .maxProbability: ChoiceDistribution(answer)?.largest
    case .margin: ChoiceDistribution(answer)?.margin
    case .argmaxStable:
      before.flatMap { before in Prediction(answer).index.map { $0 == Prediction(before).index ? 1 : 0 } }
    }
  }
}
