import Testing

@testable import EvalPlot

@Suite struct PlotDataTests {
  /// Coordinates have two decimals.
  private static let tolerance = 0.0051

  @Test(arguments: ["depth", "line", "exits", "groups", "headline", "calibration"], [340.0, 640])
  func `markers stand where the scales put their numbers`(_ name: String, _ width: Double) throws {
    let plot = try #require(SamplePlots.all.first { $0.name == name }).plot
    let options = PlotOptions(id: name, width: width)
    let svg = try #require(ParsedSVG(plot.svg(options)))
    let x = plot.xScale(options)
    let y = plot.yScale(options)
    let markers = svg.numbered.filter { $0.middle != nil }
    #expect(!markers.isEmpty)
    for marker in markers {
      let middle = try #require(marker.middle)
      let xNumber = try #require(marker.number("data-x"))
      let yNumber = try #require(marker.number("data-y"))
      #expect(abs(middle.x - (try #require(x.pixel(xNumber)))) < Self.tolerance)
      // Series stand beside each other on an axis of categories.
      guard name != "groups" else { continue }
      #expect(abs(middle.y - (try #require(y.pixel(yNumber)))) < Self.tolerance)
    }
  }

  @Test func `bars end where the scale puts their values`() throws {
    let options = PlotOptions(id: "letters")
    let svg = try #require(ParsedSVG(SamplePlots.letters.svg(options)))
    let scale = SamplePlots.letters.yScale(options)
    let bars = svg.numbered.filter { $0.name == "rect" }
    #expect(bars.count == 8)
    for bar in bars {
      let top = try #require(bar.number("y"))
      let value = try #require(bar.number("data-y"))
      #expect(abs(top - (try #require(scale.pixel(value)))) < Self.tolerance)
      #expect(abs(top + (try #require(bar.number("height"))) - (try #require(scale.pixel(0)))) < 2 * Self.tolerance)
    }
  }

  @Test func `the axes say what their scales are`() throws {
    let options = PlotOptions(id: "depth")
    let svg = try #require(ParsedSVG(SamplePlots.depth.svg(options)))
    let axis = try #require(svg.elements.first { $0.attributes["data-axis"] == "x" })
    let scale = SamplePlots.depth.xScale(options)
    #expect(axis.attributes["data-scale"] == "logarithmic")
    #expect(axis.number("data-low") == scale.low && axis.number("data-high") == scale.high)
    #expect(axis.number("data-start") == scale.start && axis.number("data-end") == scale.end)
  }

  @Test func `a point's numbers read back exactly`() throws {
    let point = PlotPoint(
      1.0 / 3, 3222.0 / 14042, low: 0.1 + 0.2, high: 1e-17 + 0.5, label: "8 loops", note: "3222/14042")
    let plot = Plot(
      "", description: "", x: .linear("x"), y: .linear("y", .percent), marks: [.line(PlotSeries("5-shot", [point]))])
    let svg = try #require(ParsedSVG(plot.svg(PlotOptions(id: "a"))))
    let marker = try #require(svg.numbered.first)
    #expect(marker.attributes["data-series"] == "5-shot")
    #expect(marker.attributes["data-label"] == "8 loops")
    #expect(marker.number("data-x") == point.position)
    #expect(marker.number("data-y") == point.value)
    #expect(marker.number("data-low") == point.low)
    #expect(marker.number("data-high") == point.high)
    #expect(marker.tooltip == "5-shot, 8 loops: 22.945 % (30.000 % to 50.000 %), 3222/14042")
  }

  @Test func `pairs, cells and bins carry theirs`() throws {
    let pairs = try numbered(SamplePlots.subjects).filter { $0.attributes["data-first"] != nil }
    #expect(pairs.map { $0.number("data-first") } == SamplePlots.pairs.map(\.first))
    #expect(pairs.map { $0.number("data-second") } == SamplePlots.pairs.map(\.second))
    #expect(pairs.map { $0.number("data-low") } == SamplePlots.pairs.map(\.low))
    #expect(pairs.map { $0.attributes["data-label"] } == SamplePlots.subjectNames)
    let cells = try numbered(SamplePlots.confusion)
    #expect(cells.map { $0.number("data-value") } == SamplePlots.confusionCells.map(\.value))
    let bins = try numbered(SamplePlots.margins)
    #expect(bins.count == 64)
    #expect(bins.compactMap { $0.number("data-y") }.reduce(0, +) <= 12200)
  }

  @Test(arguments: SamplePlots.all.map(\.name))
  func `a page's plot has no script and no style, and two decimals at most`(_ name: String) throws {
    let plot = try #require(SamplePlots.all.first { $0.name == name }).plot
    let svg = try #require(ParsedSVG(plot.svg(PlotOptions(id: name))))
    for element in svg.elements {
      #expect(!["script", "style", "foreignObject", "image", "a"].contains(element.name))
      for (attribute, value) in element.attributes where !attribute.hasPrefix("data-") {
        #expect(attribute != "style" && !attribute.hasPrefix("on") && !attribute.hasSuffix("href"))
        #expect(!value.contains(/\.\d{3}/), "\(attribute)=\(value)")
      }
    }
  }

  @Test func `the picture names itself for screen readers`() throws {
    let svg = try #require(ParsedSVG(SamplePlots.depth.svg(PlotOptions(id: "a b"))))
    let root = try #require(svg.elements.first)
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["aria-labelledby"] == "a-b-title a-b-desc")
    #expect(root.children.prefix(2).map { $0.attributes["id"] } == ["a-b-title", "a-b-desc"])
    #expect(root.children.prefix(2).map(\.text) == [SamplePlots.depth.title, SamplePlots.depth.description])
  }

  private func numbered(_ plot: Plot) throws -> [ParsedSVG.Element] {
    try #require(ParsedSVG(plot.svg(PlotOptions(id: "a")))).numbered
  }
}
