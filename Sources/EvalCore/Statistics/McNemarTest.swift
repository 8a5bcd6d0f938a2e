/// The exact test of whether two runs on the same docs differ in accuracy.
///
/// Under the null hypothesis each doc on which exactly one run is right is a fair coin.
///
/// Source: McNemar 1947; the exact binomial form as in `scipy.stats.binomtest(min(b, c), b + c, 0.5)`.
public enum McNemarTest {
  /// The two-sided p-value from the numbers of docs that only the first and only the second run has right; 1 when
  /// there are none.
  public static func pValue(onlyFirst: Int, onlySecond: Int) -> Double {
    let trials = onlyFirst + onlySecond
    let fewer = min(onlyFirst, onlySecond)
    guard trials > 0, onlyFirst != onlySecond else { return 1 }
    var term = exponential(logBinomial(trials, fewer) - Double(trials) * naturalLogarithm(2))
    var tail = term
    for successes in stride(from: fewer, to: 0, by: -1) {
      term *= Double(successes) / Double(trials - successes + 1)
      tail += term
    }
    return min(1, 2 * tail)
  }
}

/// The smallest difference of two accuracies on the same docs that a comparison would have found.
///
/// With n docs, of which a share ψ is answered right by exactly one of the runs, McNemar's test at the two-sided level
/// 0.05 finds a difference δ of the accuracies with probability 0.8 where
///
///     δ √n = z(0.975) √ψ + z(0.8) √(ψ − δ²),
///
/// whose solution is δ = √ψ (z(0.975) √n + z(0.8) √(n + z(0.8)² − z(0.975)²)) / (n + z(0.8)²). The exact test, which is the
/// one in use, is a little more cautious: it finds that difference with a probability of 0.75 to 0.8
/// (`DetectableDifferenceTests`).
///
/// Source: Connor 1987, *Sample size for testing differences in proportions for the paired-sample design*, Biometrics 43;
/// the same as `power_mcnemar` of several packages.
public enum DetectableDifference {
  /// The probability of finding it.
  public static let power = 0.8

  /// The standard normal distribution's 80 % quantile.
  private static let powerQuantile = 0.8416212335729143

  /// The difference as a share, between 0 and 1; nil where not even all discordant docs going one way would be found,
  /// and without docs.
  ///
  /// - Parameters:
  ///   - discordant: Docs that exactly one of the runs has right.
  ///   - docs: All docs.
  public static func smallest(discordant: Int, docs: Int) -> Double? {
    let (level, power) = (ConfidenceInterval.normalQuantile, powerQuantile)
    let n = Double(docs)
    let rest = n + power * power - level * level
    guard discordant > 0, discordant <= docs, rest >= 0 else { return nil }
    let share = Double(discordant) / n
    let difference = share.squareRoot() * (level * n.squareRoot() + power * rest.squareRoot()) / (n + power * power)
    return difference <= share ? difference : nil
  }
}
