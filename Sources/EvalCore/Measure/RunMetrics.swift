/// The metrics of a run's tasks and groups at one read-out, as lm-evaluation-harness computes them.
public struct RunMetrics: Sendable, Hashable {
  /// A task's docs and what was computed of them.
  public struct Task: Sendable, Hashable {
    /// By what it is measured.
    public let measures: Measures.Task
    /// In run order, each with the answer at this read-out among its answers.
    public let outcomes: [Outcome]
    /// A metric of every doc that has it.
    public let columns: [MetricColumn]
    /// The metrics over all docs.
    public let metrics: TaskMetrics
  }

  /// Index of the read-out among the outcomes' answers.
  public let readout: Int
  /// In the order of the measures.
  public let tasks: [Task]
  /// In the order of the measures.
  public let groups: [GroupMetrics]

  /// Computes them.
  ///
  /// - Parameters:
  ///   - outcomes: In run order; where an exit rule stopped docs, each with its last answer alone. Those of a run that did
  ///     not finish are measured as far as they are there.
  ///   - readout: Index of an answer that every outcome has.
  /// - Throws: `MetricError` where a metric does not fit a task's docs.
  public init(_ outcomes: [Outcome], by measures: Measures, readout: Int) throws(MetricError) {
    let outcomesOfTask = Dictionary(grouping: outcomes, by: \.task)
    var tasks: [Task] = []
    for task in measures.tasks {
      tasks.append(try Task(task, outcomesOfTask[task.name] ?? [], readout: readout))
    }
    let metrics = Dictionary(tasks.map { ($0.metrics.task, $0.metrics) }, uniquingKeysWith: { first, _ in first })
    self.readout = readout
    self.tasks = tasks
    groups = measures.groups.map { group in
      GroupMetrics(group: group.name, metrics: group.metrics, tasks: group.tasks.compactMap { metrics[$0] })
    }
  }
}

extension RunMetrics.Task {
  fileprivate init(_ measures: Measures.Task, _ outcomes: [Outcome], readout: Int) throws(MetricError) {
    self.measures = measures
    self.outcomes = outcomes
    columns = try Self.columns(
      measures.metrics, outcomes.map { $0.answers[readout].metrics }, outcomes, readout: readout)
    metrics = try TaskMetrics(task: measures.name, columns: columns, filter: measures.filter)
  }

  /// - Parameter own: The values that the task computed by itself; nil for lm-evaluation-harness's own metrics.
  private static func columns(
    _ metrics: [MetricConfiguration], _ own: [[String: MetricValue]?], _ outcomes: [Outcome], readout: Int
  ) throws(MetricError) -> [MetricColumn] {
    guard own.contains(where: { $0 != nil }) else {
      return try MetricColumn.columns(metrics, docs: outcomes.map { $0.metricInput(readout: readout) })
    }
    return metrics.map { metric in
      MetricColumn(configuration: metric, values: own.compactMap { $0?[metric.name] })
    }.filter { !$0.values.isEmpty }
  }
}
