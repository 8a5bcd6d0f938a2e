internal import Console
internal import EvalCore
internal import OrderedCollections
public import PythonValues

/// An entry of a task's `metric_list`, as its YAML has it.
public struct MetricEntry: Sendable {
  /// A metric or an aggregation.
  public enum Name: Sendable, Hashable {
    /// One of lm-evaluation-harness's own, for example `acc`.
    case builtIn(String)
    /// A function of the task's.
    case function(FunctionReference)
  }

  /// The metric.
  public let metric: Name
  /// How the docs' values become one number; nil for the metric's default.
  public let aggregation: Name?
  /// Whether more is better; nil for the metric's default.
  public let higherIsBetter: Bool?
  /// All other keys: arguments of the metric.
  public let keywords: PythonValue.Dictionary
  /// The file that it stands in.
  public let path: String
  /// Its line in the file, from 1.
  public let line: Int
}

extension MetricEntry {
  /// The entries of a list.
  ///
  /// - Throws: `UserError` when it is not a list of mappings with the key `metric`.
  static func entries(_ value: ConfigurationValue) throws(UserError) -> [MetricEntry] {
    guard let items = value.list else {
      throw value.error("metric_list is \(value.kind), and not a list", remedy: "Begin each entry with \"- metric:\".")
    }
    var entries: [MetricEntry] = []
    for item in items { entries.append(try MetricEntry(item)) }
    return entries
  }

  private init(_ value: ConfigurationValue) throws(UserError) {
    guard var mapping = value.mapping, let metric = mapping.removeValue(forKey: "metric"),
      let name = try Self.name(metric, key: "metric")
    else {
      throw value.error(
        "an entry of metric_list has no metric", remedy: "Begin it with \"- metric:\", for example acc.")
    }
    self.metric = name
    aggregation = try mapping.removeValue(forKey: "aggregation").flatMap { (value) throws(UserError) in
      try Self.name(value, key: "aggregation")
    }
    higherIsBetter = try Self.flag(mapping.removeValue(forKey: "higher_is_better"))
    keywords = ConfigurationValue.fields(mapping)
    path = metric.file
    line = metric.line
  }

  private static func name(_ value: ConfigurationValue, key: String) throws(UserError) -> Name? {
    if let function = try FunctionReference(value, key: key) { return .function(function) }
    guard !value.isNull else { return nil }
    guard let text = value.text else {
      throw value.error("\"\(key)\" is \(value.kind)", remedy: "Write the name of one, for example acc or mean.")
    }
    return .builtIn(text)
  }

  private static func flag(_ value: ConfigurationValue?) throws(UserError) -> Bool? {
    guard let value, !value.isNull else { return nil }
    guard case .scalar(.bool(let flag)) = value.content else {
      throw value.error("\"higher_is_better\" is \(value.kind)", remedy: "Write true or false.")
    }
    return flag
  }
}

extension AggregateMetric {
  private enum Key: String, CaseIterable {
    case metric
    case filterList = "filter_list"
    case aggregation
    case weightBySize = "weight_by_size"
  }

  /// The entries of a list, or a single one.
  static func entries(_ value: ConfigurationValue) throws(UserError) -> [AggregateMetric] {
    var entries: [AggregateMetric] = []
    for item in value.list ?? [value] { entries.append(try AggregateMetric(item)) }
    return entries
  }

  private init(_ value: ConfigurationValue) throws(UserError) {
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
