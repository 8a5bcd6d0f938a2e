import Foundation
import Testing

@testable import EvalPlot

@Suite struct LogarithmTests {
  @Test func `is C's to the last bits`() {
    for value in [1e-300, 0.001, 0.7, 1, 1.5, 3, 10, 400, 12345.678, 1e300] {
      // Measured: 2e-16 of the result at most.
      #expect(abs(Logarithm.base2(value) - log2(value)) <= 4e-16 * max(1, abs(log2(value))))
    }
    #expect((-30...30).allSatisfy { Logarithm.base2(pow(2, Double($0))) == Double($0) })
  }

  @Test(arguments: [
    (1.0, 0), (9.99, 0), (10, 1), (0.1, -1), (0.0999, -2), (1e-5, -5), (1e22, 22), (1e300, 300), (999, 2),
  ])
  func `decimal exponents`(_ value: Double, _ exponent: Int) {
    #expect(Logarithm.decimalExponent(value) == exponent)
  }
}
