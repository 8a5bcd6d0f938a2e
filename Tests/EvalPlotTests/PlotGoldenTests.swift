import SharedFixtures
import Testing

@testable import EvalPlot

@Suite struct PlotGoldenTests {
  @Test(arguments: SamplePlots.all.map(\.name))
  func `is written as it was`(_ name: String) throws {
    let sample = try #require(SamplePlots.all.first { $0.name == name })
    try GoldenFile(name: "\(name).svg").expect(sample.plot.svg(PlotOptions(id: name, isFile: true)))
  }

  @Test(arguments: ["headline", "depth", "subjects", "confusion"])
  func `is written for a phone`(_ name: String) throws {
    let sample = try #require(SamplePlots.all.first { $0.name == name })
    try GoldenFile(name: "\(name)-340.svg").expect(sample.plot.svg(PlotOptions(id: name, width: 340, isFile: true)))
  }

  @Test func `small plots beside each other`() throws {
    try GoldenFile(name: "panels.svg").expect(SamplePlots.panels.svg(PlotOptions(id: "panels", isFile: true)))
  }

  @Test func `a part of a page has no style of its own`() throws {
    let svg = SamplePlots.positions.svg(PlotOptions(id: "positions", showsTitle: false))
    #expect(!svg.contains("style"))
    try GoldenFile(name: "positions-page.svg").expect(svg)
  }

  @Test func `the style sheet of a page`() throws {
    try GoldenFile(name: "style.css").expect(PlotStyle.css)
  }
}
