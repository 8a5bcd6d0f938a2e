/// What an exit rule looks at to tell that more loops will not change the answer.
///
/// All but the residual are read from the log-probabilities of the choices, made to sum to one over the choices.
public enum ExitCriterion: String, Sendable, Hashable, Codable, CaseIterable {
  /// Relative residual of the hidden state; must be below the threshold.
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
  /// - Parameters:
  ///   - doc: The doc with its answers by depth.
  ///   - residuals: Its residual at every depth; nil where none were measured.
  func values(of doc: Outcome, residuals: [Double?]?) -> [Double?] {
    switch self {
    case .residual: residuals ?? doc.answers.map { _ in nil }
    case .kl: Self.lookingBack(doc) { ChoiceDistribution($0)?.divergence(to: ChoiceDistribution($1)) }
    case .entropy: doc.answers.map { ChoiceDistribution($0)?.entropy }
    case .maxProbability: doc.answers.map { ChoiceDistribution($0)?.largest }
    case .margin: doc.answers.map { ChoiceDistribution($0)?.margin }
    case .argmaxStable:
      Self.lookingBack(doc) { before, now in
        Prediction(now).index.map { $0 == Prediction(before).index ? 1 : 0 }
      }
    }
  }

  private static func lookingBack(
    _ doc: Outcome, _ value: (Outcome.Answer, Outcome.Answer) -> Double?
  ) -> [Double?] {
    [nil] + zip(doc.answers, doc.answers.dropFirst()).map(value)
  }
}
