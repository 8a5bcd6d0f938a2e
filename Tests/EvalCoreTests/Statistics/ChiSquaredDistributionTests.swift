import Testing

@testable import EvalCore

@Suite struct ChiSquaredDistributionTests {
  // scipy 1.17.1: scipy.stats.chi2.sf(x, k)
  @Test(arguments: [
    (3.841458820694124, 1, 0.05), (16.918977604620448, 9, 0.05), (9, 9, 0.43727418891386693),
    (120, 9, 1.336164776532522e-21), (700, 9, 6.916357838795454e-145),
  ])
  func `equals SciPy's survival function`(_ x: Double, _ degrees: Int, _ expected: Double) {
    let survival = ChiSquaredDistribution(degreesOfFreedom: degrees).survival(x)
    // Measured: at most 6.9e-15 relative.
    #expect((survival - expected).magnitude <= 1e-12 * expected)
  }
}
