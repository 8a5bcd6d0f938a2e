/// The metrics of a group over the tasks in it, however deep.
///
/// Source: lm-evaluation-harness 0.4.13, `Group.aggregate` in `lm_eval/api/group.py` and `pooled_sample_stderr` and
/// `unweighted_mean_stderr` in `lm_eval/api/metrics.py`.
public struct GroupMetrics: Sendable, Hashable {
  /// Name of the group.
  public let group: String
  /// Docs of all tasks; nil for a group that aggregates nothing.
  public let sampleLength: Int?
  /// In the order of the list, each metric's filters by name.
  public let results: [MetricResult]
  /// Docs behind each result, in the order of `results`.
  public let sampleCounts: [Int]

  /// Aggregates tasks.
  ///
  /// - Parameters:
  ///   - group: Name of the group.
  ///   - metrics: What to aggregate; a metric that no task has is left out.
  ///   - tasks: The tasks of the group and of its groups.
  public init(group: String, metrics: [AggregateMetric], tasks: [TaskMetrics]) {
    let rows = metrics.flatMap { metric in
      (metric.filters ?? Self.filters(of: metric.metric, in: tasks)).compactMap { filter in
        Self.row(metric, filter: filter, tasks: tasks)
      }
    }
    self.group = group
    sampleLength = metrics.isEmpty ? nil : tasks.reduce(0) { $0 + $1.sampleLength }
    results = rows.map(\.result)
    sampleCounts = rows.map(\.docs)
  }

  private struct Row {
    let result: MetricResult
    let docs: Int
  }

  private static func filters(of metric: String, in tasks: [TaskMetrics]) -> [String] {
    Set(tasks.flatMap { $0.results.filter { $0.name == metric }.map(\.filter) }).sorted()
  }

  private static func row(_ metric: AggregateMetric, filter: String, tasks: [TaskMetrics]) -> Row? {
    let parts = tasks.compactMap { task in
      task.results.last { $0.name == metric.metric && $0.filter == filter }.map { result in
        Part(value: result.value, stderr: result.stderr, docs: task.sampleLength)
      }
    }
    guard !parts.isEmpty else { return nil }
    let result = MetricResult(
      name: metric.metric, filter: filter, value: metric.weightBySize ? weightedMean(parts) : parts.map(\.value).mean,
      stderr: stderr(parts, isWeighted: metric.weightBySize))
    return Row(result: result, docs: docs(parts))
  }

  private struct Part {
    let value: Double
    let stderr: Double?
    let docs: Int
  }

  private static func docs(_ parts: [Part]) -> Int { parts.reduce(0) { $0 + $1.docs } }

  private static func weightedMean(_ parts: [Part]) -> Double {
    parts.reduce(0) { $0 + $1.value * Double($1.docs) } / Double(docs(parts))
  }

  /// Pooled where tasks count by size, else that of a mean of independent means; nil where a task has none.
  private static func stderr(_ parts: [Part], isWeighted: Bool) -> Double? {
    let known = parts.compactMap(\.stderr)
    guard known.count == parts.count else { return nil }
    return isWeighted
      ? pooled(zip(known, parts.map(\.docs)))
      : known.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(known.count)
  }

  private static func pooled(_ parts: some Sequence<(Double, Int)>) -> Double {
    var squares = 0.0
    var docs = 0
    var tasks = 0
    for (stderr, size) in parts {
      squares += Double(size - 1) * (stderr * stderr) * Double(size)
      docs += size
      tasks += 1
    }
    return (squares / Double(docs - tasks) / Double(docs)).squareRoot()
  }
}

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
