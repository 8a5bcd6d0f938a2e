/// An interval that holds the true value in 95 of 100 repetitions.
public struct ConfidenceInterval: Sendable, Hashable {
  /// Lower end.
  public let low: Double
  /// Upper end.
  public let high: Double

  /// An interval from its ends.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The standard normal distribution's 97.5 % quantile.
  static let normalQuantile = 1.959963984540054

  /// The 95 % interval of a proportion; from 0 to 1 when there are no trials.
  ///
  /// Source: Wilson 1927, *Probable inference, the law of succession, and statistical inference*.
  public static func wilson(successes: Int, trials: Int) -> ConfidenceInterval {
    guard trials > 0 else { return ConfidenceInterval(low: 0, high: 1) }
    let z2 = normalQuantile * normalQuantile
    let n = Double(trials)
    let share = Double(successes) / n
    let center = (share + z2 / (2 * n)) / (1 + z2 / n)
    let half = normalQuantile / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)).squareRoot()
    return ConfidenceInterval(
      low: successes == 0 ? 0 : center - half, high: successes == trials ? 1 : center + half)
  }

  /// The 95 % interval of the difference of two proportions measured on the same trials: gained minus lost, over all.
  ///
  /// Source: Agresti and Min 2005, *Simple improved confidence intervals for comparing matched proportions*: Wald's
  /// interval after half a trial was added to each of the four cells.
  public static func pairedDifference(gained: Int, lost: Int, trials: Int) -> ConfidenceInterval {
    let n = Double(trials) + 2
    let up = Double(gained) + 0.5
    let down = Double(lost) + 0.5
    let difference = (up - down) / n
    let half = normalQuantile * (up + down - (up - down) * (up - down) / n).squareRoot() / n
    return ConfidenceInterval(low: max(difference - half, -1), high: min(difference + half, 1))
  }
}

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
