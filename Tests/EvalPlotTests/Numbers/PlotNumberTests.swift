import Testing

@testable import EvalPlot

@Suite struct PlotNumberTests {
  @Test(arguments: [
    (PlotNumber.number, 14042.0, "14042", "14042"), (.number, 1.234567, "1.23457", "1.23"),
    (.percent, 3222.0 / 14042, "22.945 %", "22.9 %"), (.points, 0.0125, "+1.250", "+1.25"),
    (.points, -0.0125, "−1.250", "−1.25"), (.points, 0, "0.000", "0"), (.percent, 1, "100.000 %", "100 %"),
  ])
  func `a number in a tooltip and in a cell`(_ format: PlotNumber, _ value: Double, _ long: String, _ short: String) {
    #expect(format.long(value) == long)
    #expect(format.short(value) == short)
  }
}
