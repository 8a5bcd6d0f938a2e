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
