import Testing

@testable import EvalPlot

@Suite struct TickTests {
  @Test(arguments: [
    (0.0, 1.0, 5, PlotNumber.number, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0, 1, 5, .percent, ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
    (0.21, 0.24, 6, .percent, ["21.0 %", "21.5 %", "22.0 %", "22.5 %", "23.0 %", "23.5 %", "24.0 %"]),
    (-0.02, 0.02, 4, .points, ["−2", "−1", "0", "+1", "+2"]),
    (0, 14042, 3, .number, ["0", "5000", "10000"]),
    (-3, 3, 6, .number, ["−3", "−2", "−1", "0", "1", "2", "3"]),
    (0, 3e12, 3, .number, ["0", "1T", "2T", "3T"]),
    (0, 3e-7, 3, .number, ["0", "1e-7", "2e-7", "3e-7"]),
    (7, 7.9, 9, .number, ["7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "7.9"]),
  ])
  func `linear ticks are multiples of 1, 2 or 5`(
    _ low: Double, _ high: Double, _ count: Int, _ format: PlotNumber, _ labels: [String]
  ) {
    #expect(Tick.linear(Bounds(low: low, high: high), about: count, format).map(\.label) == labels)
  }

  @Test func `a tick is the number that its label is`() {
    #expect(Tick.linear(Bounds(low: 0, high: 1), about: 10, .number).map(\.number)[3] == 0.3)
  }

  @Test(arguments: [
    (1.0, 400.0, PlotAxis.Base.two, 10, ["1", "2", "4", "8", "16", "32", "64", "128", "256"]),
    (1, 400, .two, 5, ["1", "4", "16", "64", "256"]),
    (0.3, 5, .two, 10, ["0.5", "1", "2", "4"]),
    (1e9, 4e13, .ten, 8, ["1G", "10G", "100G", "1T", "10T"]),
    (1e11, 2e12, .ten, 8, ["100G", "200G", "500G", "1T", "2T"]),
    (2e11, 3e11, .ten, 5, ["200G", "220G", "240G", "260G", "280G", "300G"]),
    (1e-4, 1, .ten, 5, ["0.0001", "0.001", "0.01", "0.1", "1"]),
    (3, 3.5, .two, 5, ["3.0", "3.1", "3.2", "3.3", "3.4", "3.5"]),
  ])
  func `logarithmic ticks are powers, or linear where these are too few`(
    _ low: Double, _ high: Double, _ base: PlotAxis.Base, _ count: Int, _ labels: [String]
  ) {
    let bounds = Bounds(low: low, high: high)
    #expect(Tick.logarithmic(bounds, base: base, about: count, .number).map(\.label) == labels)
  }
}
