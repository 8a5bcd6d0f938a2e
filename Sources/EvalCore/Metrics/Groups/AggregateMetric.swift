/// An entry of a group's `aggregate_metric_list`: a metric whose mean over the group's tasks is reported.
public struct AggregateMetric: Sendable, Hashable, Codable {
  /// Name, for example `acc`.
  public let metric: String
  /// Whether each task counts by its number of docs, or all tasks alike.
  public let weightBySize: Bool
  /// Names of the filters to aggregate; nil for all that the tasks have.
  public let filters: [String]?

  /// An entry.
  public init(metric: String, weightBySize: Bool = true, filters: [String]? = nil) {
    self.metric = metric
    self.weightBySize = weightBySize
    self.filters = filters
  }
}
