/// A doc's choices as a distribution: their log-probabilities, made to sum to one over the choices.
public struct ChoiceDistribution: Sendable {
  /// Natural logarithms.
  private let logs: [Double]
  private let probabilities: [Double]

  /// The distribution over choices; nil where a log-probability is not finite, and without choices.
  public init?(_ logprobs: [Double]) {
    guard logprobs.allSatisfy(\.isFinite), let best = logprobs.max() else { return nil }
    let sum = logprobs.reduce(0) { $0 + exponential($1 - best) }
    logs = logprobs.map { $0 - best - naturalLogarithm(sum) }
    probabilities = logs.map(exponential)
  }

  /// The distribution of an answer; nil where a number broke.
  init?(_ answer: Outcome.Answer) {
    guard answer.fault == nil else { return nil }
    self.init(answer.logprobs)
  }

  /// In nats.
  public var entropy: Double { -zip(logs, probabilities).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Probability of the best choice.
  var largest: Double { probabilities.max() ?? 0 }

  /// Log-probability of the best choice minus that of the second in nats; nil for a single choice.
  var margin: Double? {
    let sorted = logs.sorted(by: >)
    return sorted.count > 1 ? sorted[0] - sorted[1] : nil
  }

  /// KL(self ‖ other) in nats, never below zero; nil without another.
  public func divergence(to other: ChoiceDistribution?) -> Double? {
    other.map { other in
      max(0, zip(probabilities, zip(logs, other.logs)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) })
    }
  }
}
