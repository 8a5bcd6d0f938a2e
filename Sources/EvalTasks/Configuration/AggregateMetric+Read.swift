internal import EvalCore
internal import OrderedCollections

extension AggregateMetric {
  private enum Key: String, CaseIterable {
    case metric
    case filterList = "filter_list"
    case aggregation
    case weightBySize = "weight_by_size"
  }

  /// The entries of a list, or a single one.
  static func entries(_ value: ConfigurationValue) throws(TaskConfigurationError) -> [AggregateMetric] {
    var entries: [AggregateMetric] = []
    for item in value.list ?? [value] { entries.append(try AggregateMetric(item)) }
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
      metric: metric, weightBySize: try fields.flag(.weightBySize) ?? true, filters: try fields.texts(.filterList))
  }
}
