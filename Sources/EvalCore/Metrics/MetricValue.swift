/// A doc's contribution to a metric.
public enum MetricValue: Sendable, Hashable {
  /// A number with a fraction, as most accuracies are in lm-evaluation-harness.
  case number(Double)
  /// A whole number, as `exact_match` and the `acc` of a task without choices are.
  case integer(Int)
  /// A log-likelihood in nats and what it is counted by: words or bytes.
  case weighted(loglikelihood: Double, weight: Int)
  /// The right and the predicted choice; the right one is `outOfRange` where there is none, the predicted one nil where
  /// a log-likelihood was not finite.
  case labels(gold: Int, predicted: Int?)
  /// The right choice, `outOfRange` where there is none, and the softmax of the log-likelihoods.
  case distribution(gold: Int, probabilities: [Double])

  /// The label of a right choice that is not there, as lm-evaluation-harness has it.
  public static let outOfRange = -100

  /// The value as a number; nil for a value of several parts.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .weighted, .labels, .distribution: nil
    }
  }
}
