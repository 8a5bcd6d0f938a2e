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

/// A metric's values over the docs of a task.
public struct MetricColumn: Sendable, Hashable {
  /// The metric.
  public let configuration: MetricConfiguration
  /// One a doc that has a value, in doc order.
  public let values: [MetricValue]

  /// Values that a task computed by itself.
  public init(configuration: MetricConfiguration, values: [MetricValue]) {
    self.configuration = configuration
    self.values = values
  }

  /// The values of every listed metric that tasks of this kind have, in lm-evaluation-harness's order.
  ///
  /// - Throws: `MetricError` where a doc has several right choices and a metric knows one, or lacks what one needs.
  public static func columns(
    _ configurations: [MetricConfiguration], docs: [MetricInput]
  ) throws(MetricError) -> [MetricColumn] {
    var columns: [MetricColumn] = []
    for name in MetricName.allCases {
      guard let configuration = configurations.last(where: { $0.name == name.rawValue }) else { continue }
      var values: [MetricValue] = []
      for doc in docs {
        if let value = try name.value(of: doc) { values.append(value) }
      }
      if !values.isEmpty { columns.append(MetricColumn(configuration: configuration, values: values)) }
    }
    return columns
  }
}
