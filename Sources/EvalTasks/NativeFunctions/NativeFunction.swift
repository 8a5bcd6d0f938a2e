public import EvalCore
public import PythonValues

/// A Python function that a task's YAML names after `!function`, in Swift.
public enum NativeFunction: Sendable {
  /// `process_docs`: the docs of a split, made from its rows.
  case processDocs(@Sendable ([Doc]) throws -> [Doc])
  /// `doc_to_text`, `doc_to_target` or `doc_to_choice`: a value made from a doc.
  case docValue(@Sendable (Doc) throws -> PythonValue)
  /// `process_results`: a doc's metrics, made from the doc and what the model said about it.
  case processResults(ProcessResults)
  /// The `aggregation` of a metric: one that is there for all tasks.
  case aggregation(Aggregation)
}

/// A task's own `process_results`: the doc, the log-likelihoods of its requests in nats, and whether each is what greedy
/// decoding gives, to the doc's metrics by name.
public typealias ProcessResults =
  @Sendable (
    _ doc: Doc, _ loglikelihoods: [Double], _ isGreedy: [Bool]
  ) throws -> [String: MetricValue]
