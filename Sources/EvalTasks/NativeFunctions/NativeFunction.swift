public import Jinja

/// A function that a task's YAML names after `!function`, in Swift.
public enum NativeFunction: Sendable {
  /// `process_docs`: the docs of a split, made from its rows.
  case processDocs(@Sendable ([Doc]) throws -> [Doc])
  /// `doc_to_text`, `doc_to_target` or `doc_to_choice`: a value made from a doc.
  case docValue(@Sendable (Doc) throws -> PythonValue)
  /// `process_results`, or a metric or aggregation of its own: known by name to whoever computes metrics.
  case processResults(name: String)
}
