public import EvalCore
internal import OrderedCollections
public import PythonValues

/// What a group's YAML says about the group itself.
public struct GroupConfiguration: Sendable {
  /// `group`; that of a group inside another is `outer::inner`.
  public let name: String
  /// `group_alias`: the name in tables.
  public let alias: String?
  /// `aggregate_metric_list`; empty for a group that has no numbers of its own.
  public let metrics: [AggregateMetric]
  /// `metadata`.
  public let metadata: PythonValue.Dictionary
  /// The file that it stands in.
  public let path: String

  /// `metadata`'s `version`; nil where there is none.
  public var version: PythonValue? { metadata["version"] }
}

extension GroupConfiguration {
  /// Reads a group's keys; all others are its tasks' and are not looked at.
  init(_ mapping: ConfigurationValue.Mapping, name: String, path: String) throws(TaskConfigurationError) {
    let fields = try ConfigurationFields<GroupKey>(mapping.filter { GroupKey(rawValue: $0.key) != nil })
    self.name = name
    alias = try fields.text(.groupAlias)
    metrics =
      try fields[.aggregateMetricList].map { (value) throws(TaskConfigurationError) in
        try AggregateMetric.entries(value)
      }
      ?? []
    metadata = try fields.dictionary(.metadata) ?? [:]
    self.path = path
  }
}
