import EvalCore
import Testing

@Suite struct HolmCorrectionTests {
  // tools/statistics_cases.py: statsmodels' multipletests(p, method="holm").
  @Test(arguments: [
    ([0.01, 0.04, 0.03, 0.005, 0.5, 0.9, 0.04], [0.06, 0.16, 0.15, 0.035, 1.0, 1.0, 0.16]), ([0.02], [0.02]),
    ([0.04, 0.04, 1.0], [0.12, 0.12, 1.0]), ([1e-05, 0.2, 0.012, 0.011], [4e-05, 0.2, 0.033, 0.033]), ([], []),
  ])
  func `is statsmodels' method`(_ pValues: [Double], _ expected: [Double]) {
    let adjusted = HolmCorrection.adjusted(pValues)
    #expect(adjusted.count == expected.count)
    #expect(zip(adjusted, expected).allSatisfy { abs($0 - $1) < 1e-15 })
  }
}
