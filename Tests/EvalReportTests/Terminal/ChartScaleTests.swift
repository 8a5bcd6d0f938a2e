import Testing

@testable import EvalReport

@Suite struct ChartScaleTests {
  @Test(arguments: [
    ([25, 83.4, 91.6], "20", "100"), ([22.9, 24.1], "22.8", "24.2"), ([50], "50.0", "50.1"), ([0, 100], "0", "100"),
    ([25, 31.5], "25", "32"),
  ])
  func `the ends are round numbers around the values`(_ values: [Double], _ low: String, _ high: String) {
    let labels = ChartScale(values).labels
    #expect(labels.low == low && labels.high == high, "\(labels)")
  }

  @Test func `the upper end is the first dot, the lower one the last`() {
    let scale = ChartScale([0, 100])
    #expect([100, 50, 0].map { scale.dot($0, of: 33) } == [0, 16, 32])
  }
}
