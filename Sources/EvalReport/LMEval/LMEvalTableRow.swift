import PythonValues

/// A metric of a task or group in lm-evaluation-harness's tables.
struct LMEvalTableRow {
  /// The task or group.
  let alias: String
  /// Whether it is the first of its metrics, and has its name.
  let isFirst: Bool
  /// Levels below a group that is in no other.
  let depth: Int
  /// Version of the task's definition; empty where it is not the first.
  let version: PythonValue
  /// Name of the filter.
  let filter: String
  /// Few-shot examples.
  let shots: String
  /// Name of the metric.
  let metric: String
  /// An arrow to where it is better.
  let arrow: String
  /// The value with four decimals.
  let value: String
  /// The standard error with four decimals, or `N/A` after three spaces.
  let stderr: String

  /// The name; empty where it is not the first.
  var name: String { isFirst ? alias : "" }

  /// The name with the marks of its depth, for example ` - anatomy`.
  var label: String { isFirst && depth > 0 ? String(repeating: " ", count: depth) + "- " + alias : name }

  /// From left to right.
  var cells: [PythonValue] {
    [
      .string(label), version, .string(filter), .string(shots), .string(metric), .string(arrow), .string(value),
      .string("±"), .string(stderr),
    ]
  }
}
