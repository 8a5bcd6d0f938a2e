/// p-values corrected for having been looked at together.
///
/// Of many tests without any effect, one in twenty has p ≤ 0.05. After the correction the probability that any of them
/// has is 0.05 at most, however they depend on each other.
///
/// Source: Holm 1979, *A simple sequentially rejective multiple test procedure*; the adjusted p-values are those of R's
/// `p.adjust(p, "holm")` and of statsmodels' `multipletests(p, method="holm")`.
public enum HolmCorrection {
  /// The corrected p-values in the order of the given ones: the k-th smallest of n is multiplied by n + 1 − k, and is at
  /// least as large as the one before it and 1 at most.
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
      largest = max(largest, min(1, pValues[index] * Double(pValues.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }
}
