/// The metrics of a task over its docs.
public struct TaskMetrics: Sendable, Hashable {
  /// Name of the task.
  public let task: String
  /// Docs that were evaluated: the largest number of values that a metric has.
  public let sampleLength: Int
  /// In the order of the columns.
  public let results: [MetricResult]

  /// Metrics that are known.
  public init(task: String, sampleLength: Int, results: [MetricResult]) {
    self.task = task
    self.sampleLength = sampleLength
    self.results = results
  }

  /// Aggregates columns of values.
  ///
  /// - Parameters:
  ///   - task: Name of the task.
  ///   - columns: Metrics with at least one value each.
  ///   - filter: Name of the filter that the model's answers went through.
  ///   - resamples: Resamples of a bootstrap; 0 for no standard errors at all, as lm-evaluation-harness has it.
  /// - Throws: `MetricError` where an aggregation does not fit a metric's values.
  public init(
    task: String, columns: [MetricColumn], filter: String = "none", resamples: Int = Aggregation.defaultResamples
  ) throws(MetricError) {
    var results: [MetricResult] = []
    for column in columns {
      let aggregation = column.configuration.aggregation
      let name = column.configuration.name
      results.append(
        MetricResult(
          name: name, filter: filter, value: try aggregation.value(of: column.values, metric: name),
          stderr: try aggregation.stderr(of: column.values, metric: name, resamples: resamples)))
    }
    self.init(task: task, sampleLength: columns.map(\.values.count).max() ?? 0, results: results)
  }
}

/// A metric of a task or group.
public struct MetricResult: Sendable, Hashable {
  /// Name, for example `acc`.
  public let name: String
  /// Name of the filter that the model's answers went through, for example `none`.
  public let filter: String
  /// The aggregated value; NaN or infinite where the log-likelihoods were.
  public let value: Double
  /// Standard error; nil where lm-evaluation-harness has none and writes `N/A`.
  public let stderr: Double?

  /// A result.
  public init(name: String, filter: String = "none", value: Double, stderr: Double?) {
    self.name = name
    self.filter = filter
    self.value = value
    self.stderr = stderr
  }

  /// The name in lm-evaluation-harness's results, for example `acc,none`.
  public var key: String { "\(name),\(filter)" }

  /// The standard error's name in lm-evaluation-harness's results, for example `acc_stderr,none`.
  public var stderrKey: String { "\(name)_stderr,\(filter)" }
}
