/// An entry of a task's `metric_list`.
///
/// lm-evaluation-harness hands further keys of an entry to metrics of generated text; those computed from
/// log-likelihoods have none.
public struct MetricConfiguration: Sendable, Hashable, Codable {
  /// Name, for example `acc`; a `MetricName` unless the task computes its own values.
  public let name: String
  /// How the docs' values become one number.
  public let aggregation: Aggregation
  /// Whether more is better.
  public let higherIsBetter: Bool

  /// An entry.
  public init(name: String, aggregation: Aggregation, higherIsBetter: Bool) {
    self.name = name
    self.aggregation = aggregation
    self.higherIsBetter = higherIsBetter
  }

  /// An entry of which lm-evaluation-harness's defaults fill what is nil.
  public init(_ name: MetricName, aggregation: Aggregation? = nil, higherIsBetter: Bool? = nil) {
    self.init(
      name: name.rawValue, aggregation: aggregation ?? name.aggregation,
      higherIsBetter: higherIsBetter ?? name.higherIsBetter)
  }

  /// The metrics of a task that lists none.
  public static func defaults(for outputType: OutputType) -> [MetricConfiguration] {
    MetricName.defaults(for: outputType).map { MetricConfiguration($0) }
  }
}
