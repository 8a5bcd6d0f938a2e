/// A test of whether two classifications of the same docs have nothing to do with each other.
///
/// Pearson's χ² test where independence would put at least 5 docs in every cell. Below that the χ² distribution does
/// not hold, and the p-value comes from 1,999 random permutations of one classification (fixed seed), which is valid at
/// any size.
///
/// Sources: Pearson 1900; Cochran 1954 for the bound of 5; Phipson and Smyth 2010 for (1 + hits) / (1 + permutations).
struct IndependenceTest {
  /// Pearson's χ².
  let statistic: Double
  /// Probability of a statistic at least as large if the classifications are independent.
  let pValue: Double
  /// Whether the p-value comes from permutations.
  let isPermuted: Bool

  /// The number of permutations where the χ² distribution does not hold.
  static let permutations = 1999

  /// Tests a table; nil when one classification has fewer than two classes, so that nothing can depend on it.
  init?(_ table: ContingencyTable) {
    guard table.varies else { return nil }
    statistic = table.chiSquared(of: table.counts)
    isPermuted = table.smallestExpected < 5
    pValue =
      isPermuted
      ? Self.permutedPValue(table, statistic: statistic)
      : ChiSquaredDistribution(degreesOfFreedom: table.degreesOfFreedom).survival(statistic)
  }

  private static func permutedPValue(_ original: ContingencyTable, statistic: Double) -> Double {
    let table = smallestRest(original.rowTotals) <= smallestRest(original.columnTotals) ? original : original.transposed
    var sampler = PermutedTables(table)
    let hits = (0..<permutations).count(where: { _ in
      table.chiSquared(of: sampler.next()) >= statistic * (1 - 1e-12)
    })
    return Double(1 + hits) / Double(1 + permutations)
  }

  /// Docs outside the largest class: what a permutation has to draw.
  private static func smallestRest(_ totals: [Int]) -> Int { totals.reduce(0, +) - (totals.max() ?? 0) }
}
