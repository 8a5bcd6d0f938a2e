import EvalCore
import Testing

@Suite struct ConfidenceIntervalTests {
  // scipy 1.17.1: scipy.stats.binomtest(k, n).proportion_ci(0.95, "wilson")
  @Test(arguments: [
    (3222, 14042, 0.22257430158838332, 0.2364826710909924), (0, 10, 0, 0.27753279986288926),
    (10, 10, 0.7224672001371109, 1), (91, 100, 0.8377378714728368, 0.9519274599974349), (1, 1, 0.20654931437723745, 1),
  ])
  func `is SciPy's Wilson interval`(_ successes: Int, _ trials: Int, _ low: Double, _ high: Double) {
    // The same formula in the same precision: only the order of rounding may differ.
    let interval = ConfidenceInterval.wilson(successes: successes, trials: trials)
    #expect((interval.low - low).magnitude < 1e-14)
    #expect((interval.high - high).magnitude < 1e-14)
  }

  @Test func `says nothing without trials`() {
    #expect(ConfidenceInterval.wilson(successes: 0, trials: 0) == ConfidenceInterval(low: 0, high: 1))
  }

  // The formula of Agresti and Min 2005 in NumPy double precision.
  @Test(arguments: [
    (16, 9, 100, -0.0284425239433055, 0.1656974259040898), (0, 0, 10, -0.1633303320450045, 0.1633303320450045),
    (122, 14, 1000, 0.08588369985446748, 0.12968516242098163),
  ])
  func `the paired difference is Agresti and Min's`(
    _ gained: Int, _ lost: Int, _ trials: Int, _ low: Double, _ high: Double
  ) {
    let interval = ConfidenceInterval.pairedDifference(gained: gained, lost: lost, trials: trials)
    #expect((interval.low - low).magnitude < 1e-14)
    #expect((interval.high - high).magnitude < 1e-14)
  }
}
