import Foundation
import Testing

@testable import EvalPlot

@Suite struct DecimalTextTests {
  @Test(arguments: [0.5, 1.5, 2.5, 0.125, 1.005, 22.9454493, 0.0005, 99.9995, -0.0004, -1.25, 1e-9, 123456.789, 0, 7])
  func `a fixed count of decimals is printf's`(_ value: Double) {
    for decimals in 0...6 {
      let expected = String(format: "%.\(decimals)f", value)
      let isZero = !expected.contains { ("1"..."9").contains($0) }
      let text = DecimalText.fixed(value, decimals, minus: "-")
      #expect(text == (isZero ? expected.replacing("-", with: "") : expected))
    }
  }

  @Test func `hundreds of shares are printf's too`() {
    for count in stride(from: 0, through: 14042, by: 37) {
      let percent = Double(count) / 14042 * 100
      #expect(DecimalText.fixed(percent, 3) == String(format: "%.3f", percent))
    }
  }

  @Test(arguments: [
    (0.0, "0"), (0.25, "0.25"), (14042, "14042"), (999_999, "999999"), (1_500_000, "1.5M"), (2.34567e12, "2.35T"),
    (1e18, "1E"), (1e21, "1e21"), (0.0001, "0.0001"), (0.00002, "2e-5"), (-0.5, "−0.5"), (-2e-7, "−2e-7"),
    (.nan, "–"), (1e300, "1e300"), (100, "100"),
  ])
  func `significant digits`(_ value: Double, _ text: String) { #expect(DecimalText.significant(value, 3) == text) }

  @Test(arguments: [
    (1.0, "1"), (1.005, "1"), (1.006, "1.01"), (-0.5, "-0.5"), (-0.001, "0"), (640, "640"), (1.1, "1.1"),
  ])
  func `coordinates have two decimals at most`(_ value: Double, _ text: String) {
    #expect(DecimalText.coordinate(value) == text)
  }

  @Test(arguments: [0.1, 1.0 / 3, 8, 1e300, .leastNonzeroMagnitude, -0.0, 0.1 + 0.2, 14042, 1e16, 2.5e-8])
  func `exact text reads back`(_ value: Double) { #expect(Double(DecimalText.exact(value)) == value) }
}
