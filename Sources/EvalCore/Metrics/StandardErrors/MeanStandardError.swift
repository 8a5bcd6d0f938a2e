/// The standard error of a mean: the sample standard deviation over √n.
///
/// Source: lm-evaluation-harness, `lm_eval/api/metrics.py`, `mean_stderr`.
struct MeanStandardError {
  /// The standard error; NaN where a value is not finite.
  let value: Double

  /// The standard error of the mean of at least two values.
  init(_ values: [Double]) {
    let mean = values.mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    value = (squares / Double(values.count - 1)).squareRoot() / Double(values.count).squareRoot()
  }
}
