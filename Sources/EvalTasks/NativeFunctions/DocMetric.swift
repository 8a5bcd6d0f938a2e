/// What one doc contributes to a metric.
public enum DocMetric: Sendable, Hashable {
  /// A number, to be averaged over the docs.
  case number(Double)
  /// A log-likelihood in nats and how many words or bytes it is about, to be summed over the docs.
  case weighted(loglikelihood: Double, weight: Int)
}
