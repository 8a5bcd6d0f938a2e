import Testing

@testable import EvalPlot

@Suite struct PlotBinsTests {
  @Test func `a bin has its lower edge, the last one both`() {
    let bins = PlotBins("", edges: [0, 1, 2, 4], counting: [0, 0.5, 1, 1.99, 2, 4, 4.1, -0.1, .nan, .infinity])
    #expect(bins.heights == [2, 2, 2])
  }

  @Test func `edges are round and hold all values`() {
    #expect(PlotBins.edges(of: [-0.31, 0.92, .nan], about: 7) == [-0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(PlotBins.edges(of: [], about: 10).isEmpty)
    #expect(PlotBins.edges(of: [.nan]).isEmpty)
    #expect(PlotBins.edges(of: [5], about: 2) == [4.5, 5, 5.5])
  }

  @Test func `no edges, no bins`() {
    #expect(PlotBins("", edges: [], counting: [1]).heights.isEmpty)
    #expect(PlotBins("", edges: [1], counting: [1]).heights.isEmpty)
  }
}
