/// Why a metric cannot be computed.
public enum MetricError: Error, Hashable, CustomStringConvertible {
  /// A metric of one right choice met a doc with several.
  case severalGolds(MetricName)
  /// `acc_mutual_info` without the choices' unconditional log-likelihoods.
  case noUnconditional
  /// A rolling task's doc without its count of words or bytes.
  case noLength(MetricName)
  /// An aggregation does not fit the values of a metric.
  case unfitValues(Aggregation, metric: String)
  /// `f1` met a choice that is neither the first nor the second.
  case notBinary(metric: String, label: Int)
  /// An aggregation met texts of no words or bytes at all.
  case noWeight(Aggregation, metric: String)

  /// What is wrong and how to remedy it.
  public var description: String {
    switch self {
    case .severalGolds(let metric):
      "metric \(metric.rawValue): a doc has several right choices, and this metric knows one. "
        + "Use acc, acc_norm, acc_bytes or exact_match."
    case .noUnconditional:
      "metric acc_mutual_info: the choices were not scored without their context. "
        + "Score the unconditional requests too, or leave the metric out."
    case .noLength(let metric):
      "metric \(metric.rawValue): the text's words and bytes were not counted. Store them with the outcome."
    case .unfitValues(let aggregation, let metric):
      "metric \(metric): aggregation \(aggregation.rawValue) does not fit its values. "
        + "Leave the aggregation out to get the metric's own."
    case .notBinary(let metric, let label):
      "metric \(metric): aggregation f1 is for two choices, and a doc has choice \(label). "
        + "Use mcc or acc for tasks with more choices."
    case .noWeight(let aggregation, let metric):
      "metric \(metric): aggregation \(aggregation.rawValue) divides by words or bytes, and the texts have none. "
        + "Look for empty texts in the data."
    }
  }
}
