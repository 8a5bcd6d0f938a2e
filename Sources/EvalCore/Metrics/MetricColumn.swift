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
