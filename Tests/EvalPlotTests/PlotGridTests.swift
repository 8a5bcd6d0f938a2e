import Testing

@testable import EvalPlot

@Suite struct PlotGridTests {
  private func axes(_ grid: PlotGrid, _ width: Double = 640) throws -> [ParsedSVG.Element] {
    try #require(ParsedSVG(grid.svg(PlotOptions(id: "a", width: width)))).elements.filter(\.isAxis)
  }

  @Test func `all plots have the same axes`() throws {
    let axes = try axes(SamplePlots.panels)
    #expect(axes.count == 8)
    for name in ["x", "y"] {
      let own = axes.filter { $0.attributes["data-axis"] == name }
      #expect(Set(own.map { [$0.number("data-low"), $0.number("data-high")] }).count == 1)
    }
  }

  @Test(arguments: [(640.0, nil, 2), (640, 4, 4), (340, nil, 1), (340, 20, 2), (1600, nil, 4), (340, -1, 1)])
  func `as many beside each other as have room`(_ width: Double, _ columns: Int?, _ expected: Int) throws {
    var grid = SamplePlots.panels
    grid.columns = columns
    let starts = try axes(grid, width).filter { $0.attributes["data-axis"] == "x" }.map { $0.number("data-start") }
    #expect(Set(starts).count == expected)
  }

  @Test func `one legend says what is in all`() throws {
    let svg = try #require(ParsedSVG(SamplePlots.panels.svg(PlotOptions(id: "a"))))
    #expect(svg.texts.filter { $0 == "5-shot" }.count == 1)
    #expect(svg.texts.filter { $0 == "chance" }.count == 1)
  }
}
