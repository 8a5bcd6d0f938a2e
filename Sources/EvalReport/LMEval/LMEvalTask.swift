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
