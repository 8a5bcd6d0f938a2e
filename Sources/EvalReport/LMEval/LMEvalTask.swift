public import EvalCore
public import PythonValues

/// A task as lm-evaluation-harness's results have it.
public struct LMEvalTask: Sendable {
  /// Name for tables; the task's name unless its configuration says otherwise.
  public let alias: String
  /// Its version as the configuration has it: a number or a text.
  public let version: PythonValue
  /// Number of few-shot examples; null where the configuration leaves it open.
  public let numFewshot: PythonValue
  /// Its name, docs and metrics.
  public let metrics: TaskMetrics
  /// Whether more is better, by metric, in the order of the metric list.
  public let higherIsBetter: [LMEvalDirection]
  /// The whole configuration.
  public let configuration: PythonValue
  /// Docs of the split, before any limit.
  public let originalDocs: Int

  /// A task.
  public init(
    alias: String, version: PythonValue, numFewshot: PythonValue, metrics: TaskMetrics,
    higherIsBetter: [LMEvalDirection], configuration: PythonValue, originalDocs: Int
  ) {
    self.alias = alias
    self.version = version
    self.numFewshot = numFewshot
    self.metrics = metrics
    self.higherIsBetter = higherIsBetter
    self.configuration = configuration
    self.originalDocs = originalDocs
  }
}

/// The direction of a metric.
public struct LMEvalDirection: Sendable, Hashable {
  /// Name of the metric.
  public let metric: String
  /// Whether more is better; nil where the tasks of a group disagree.
  public let higherIsBetter: Bool?

  /// A direction.
  public init(metric: String, higherIsBetter: Bool?) {
    self.metric = metric
    self.higherIsBetter = higherIsBetter
  }
}

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

/// The order and depth of groups and tasks in lm-evaluation-harness's tables.
struct LMEvalHierarchy {
  /// Names in the order of the rows; a task that is in two groups comes twice.
  private(set) var order: [String] = []
  /// Levels below a group that is in no other; of a task in two groups that of the last.
  private(set) var depths: [String: Int] = [:]

  /// The hierarchy of groups, and after it what is in none; only `available` names get a row.
  init(_ groups: [LMEvalGroup], available: Set<String>) {
    let members = Dictionary(groups.map { ($0.name, $0.members) }, uniquingKeysWith: { $1 })
    let inner = Set(members.values.joined())
    for group in members.keys.sortedAsInPython() where !inner.contains(group) {
      visit(group, depth: 0, members: members, available: available)
    }
    order += available.filter { depths[$0] == nil }.sortedAsInPython()
  }

  private mutating func visit(_ name: String, depth: Int, members: [String: [String]], available: Set<String>) {
    depths[name] = depth
    if available.contains(name) { order.append(name) }
    for member in (members[name] ?? []).sortedAsInPython() {
      visit(member, depth: depth + 1, members: members, available: available)
    }
  }
}
