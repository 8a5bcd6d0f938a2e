public import EvalCore

/// A group as lm-evaluation-harness's results have it.
public struct LMEvalGroup: Sendable, Hashable {
  /// Name for tables; the group's name unless its configuration says otherwise.
  public let alias: String
  /// Its version as text, `N/A` for none.
  public let version: String
  /// Names of the tasks and groups right below it, in the order of its configuration.
  public let members: [String]
  /// Its name, docs and metrics.
  public let metrics: GroupMetrics

  /// A group.
  public init(alias: String, version: String, members: [String], metrics: GroupMetrics) {
    self.alias = alias
    self.version = version
    self.members = members
    self.metrics = metrics
  }

  var name: String { metrics.group }
  var hasAggregation: Bool { metrics.sampleLength != nil }
}
