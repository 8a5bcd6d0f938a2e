import Testing

@testable import EvalPlot

@Suite struct PlotAxisTests {
  @Test(arguments: [
    (PlotAxis.linear(""), [0.0], -1.0, 1.0), (.linear(""), [], 0, 1), (.linear(""), [25], 22, 28),
    (.linear(""), [0.2123, 0.2437], 0.21, 0.245), (.linear("", showing: 0...1), [0.5], 0, 1),
    (.linear("", showing: 0...1), [-0.25], -0.25, 1), (.linear("", ticks: [1, 2]), [1, 3], 1, 3),
    (.logarithmic("", base: .two), [1, 400, 0, -3, .nan], 1, 400), (.logarithmic("", base: .two), [8], 4, 16),
    (.logarithmic("", base: .ten), [], 1, 10), (.categories(["a", "b"]), [9], -0.5, 1.5), (.none, [], -0.5, 0.5),
  ])
  func `bounds hold the data and end at round numbers`(
    _ axis: PlotAxis, _ numbers: [Double], _ low: Double, _ high: Double
  ) {
    #expect(axis.bounds(of: numbers) == Bounds(low: low, high: high))
  }

  @Test func `ticks at the read-outs`() {
    let axis = PlotAxis.logarithmic("loops", base: .two, ticks: [1, 8, 400, 800])
    #expect(axis.ticks(axis.bounds(of: [1, 400]), about: 9).map(\.label) == ["1", "8", "400"])
  }

  @Test func `a position in words`() {
    #expect(PlotAxis.linear("loops").words(8) == "8 loops")
    #expect(PlotAxis.categories(["stem", "other"]).words(1) == "other")
    #expect(PlotAxis.categories(["stem"]).words(7) == "")
    #expect(PlotAxis.linear("", .percent).words(0.22945) == "22.945 %")
  }
}
