/// The standard error of a mean of zeros and ones, as lm-evaluation-harness computes it.
public enum StandardError {
  /// Right answers out of docs.
  public struct Count: Sendable, Hashable {
    /// Docs answered right.
    public let correct: Int
    /// Docs.
    public let total: Int

    /// A count.
    public init(correct: Int, total: Int) {
      self.correct = correct
      self.total = total
    }

    /// Sum of squared distances from the mean.
    var squares: Double { total == 0 ? 0 : Double(correct) * Double(total - correct) / Double(total) }
  }

  /// The standard error of the size-weighted mean over tasks: √(Σ squares / (Σn − k) / Σn).
  ///
  /// For one task this is the sample standard deviation over √n. Nil when there are no more docs than tasks.
  ///
  /// Source: lm-evaluation-harness, `lm_eval/api/metrics.py`, `mean_stderr` and `pooled_sample_stderr`.
  public static func pooled(_ tasks: [Count]) -> Double? {
    let counted = tasks.filter { $0.total > 0 }
    let docs = counted.reduce(0) { $0 + $1.total }
    guard docs > counted.count else { return nil }
    let squares = counted.reduce(0) { $0 + $1.squares }
    return (squares / Double(docs - counted.count) / Double(docs)).squareRoot()
  }
}
