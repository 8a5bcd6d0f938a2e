internal import OrderedCollections

/// An entry of a group's `aggregate_metric_list`: a metric whose mean over the group's tasks is reported.
public struct GroupMetric: Sendable, Hashable {
  /// The metric, for example `acc`.
  public let metric: String
  /// The filters whose results it takes; nil for all.
  public let filters: [String]?
  /// Whether a task weighs as much as it has docs; otherwise all weigh the same.
  public let isWeightedBySize: Bool

  /// An entry.
  public init(metric: String, filters: [String]? = nil, isWeightedBySize: Bool = true) {
    self.metric = metric
    self.filters = filters
    self.isWeightedBySize = isWeightedBySize
  }
}

extension GroupMetric {
  private enum Key: String, CaseIterable {
    case metric
    case filterList = "filter_list"
    case aggregation
    case weightBySize = "weight_by_size"
  }

  /// The entries of a list, or a single one.
  static func entries(_ value: ConfigurationValue) throws(TaskConfigurationError) -> [GroupMetric] {
    var entries: [GroupMetric] = []
    for item in value.list ?? [value] { entries.append(try GroupMetric(item)) }
    return entries
  }

  private init(_ value: ConfigurationValue) throws(TaskConfigurationError) {
    guard let mapping = value.mapping else {
      throw value.error(
        "an entry of aggregate_metric_list is \(value.kind)", remedy: "Begin it with \"- metric:\", for example acc.")
    }
    let fields = try ConfigurationFields<Key>(mapping)
    guard let metric = try fields.text(.metric) else {
      throw value.error("an entry of aggregate_metric_list has no metric", remedy: "Add one, for example metric: acc.")
    }
    if let aggregation = fields[.aggregation], aggregation.text != "mean" {
      throw aggregation.error("groups know no aggregation but mean", remedy: "Write aggregation: mean.")
    }
    self.init(
      metric: metric, filters: try fields.texts(.filterList), isWeightedBySize: try fields.flag(.weightBySize) ?? true)
  }
}
