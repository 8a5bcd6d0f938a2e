/// By what the outcomes of a run are measured: kept in its manifest, so that neither the tasks' YAML nor their data are
/// needed for any number.
public struct Measures: Sendable, Hashable, Codable {
  /// Which table a report of the run shows.
  public enum Table: String, Sendable, Hashable, Codable {
    /// Accuracy with the count of right answers, all read-outs in one table.
    case accuracy
    /// lm-evaluation-harness's own tables, with every metric of the tasks.
    case metrics
  }

  /// A task.
  public struct Task: Sendable, Hashable, Codable {
    /// Its name in the outcomes.
    public var name: String
    /// Its name for tables.
    public var alias: String
    /// Its version as JSON, so that `1.0` and `"Yaml"` stay what they are.
    public var version: String
    /// Few-shot examples.
    public var numFewshot: Int
    /// Name of the filter that answers went through, `none` without one.
    public var filter: String
    /// Its metrics in the order of `metric_list`.
    public var metrics: [MetricConfiguration]
    /// Docs of the split, before any limit.
    public var originalDocs: Int
    /// SHA-256 (hex) of the joined doc, prompt and target hashes: lm-evaluation-harness's `task_hashes`.
    public var docsSHA256: String

    /// A task.
    public init(
      name: String, alias: String, version: String, numFewshot: Int, filter: String, metrics: [MetricConfiguration],
      originalDocs: Int, docsSHA256: String
    ) {
      self.name = name
      self.alias = alias
      self.version = version
      self.numFewshot = numFewshot
      self.filter = filter
      self.metrics = metrics
      self.originalDocs = originalDocs
      self.docsSHA256 = docsSHA256
    }
  }

  /// A group.
  public struct Group: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// Its name for tables.
    public var alias: String
    /// Its version as text, `N/A` for none.
    public var version: String
    /// Names of the tasks and groups right below it, in the order of its configuration.
    public var members: [String]
    /// Names of all tasks in it, however deep; one that is there twice comes twice.
    public var tasks: [String]
    /// What it aggregates; empty for a group without numbers of its own.
    public var metrics: [AggregateMetric]

    /// A group.
    public init(
      name: String, alias: String, version: String, members: [String], tasks: [String], metrics: [AggregateMetric]
    ) {
      self.name = name
      self.alias = alias
      self.version = version
      self.members = members
      self.tasks = tasks
      self.metrics = metrics
    }
  }

  /// Which table a report shows.
  public var table: Table
  /// Every task once, in the order in which they were asked for.
  public var tasks: [Task]
  /// The groups that were asked for and those in them, each before its members.
  public var groups: [Group]

  /// Measures.
  public init(table: Table, tasks: [Task], groups: [Group]) {
    self.table = table
    self.tasks = tasks
    self.groups = groups
  }
}
