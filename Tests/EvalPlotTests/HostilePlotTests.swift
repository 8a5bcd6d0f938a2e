import Testing

@testable import EvalPlot

@Suite struct HostilePlotTests {
  private static let hostileNumbers: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-301, 1e-10, 1, 1e15, 1e16,
    1e300, -1e300, 1.7e308, -1.7e308,
  ]
  private static let axes: [PlotAxis] = [
    .linear("x"), .logarithmic("x", base: .two), .logarithmic("x", base: .ten, .percent), .categories(["a", "b"]),
    .categories([]), .none, .linear("", .points, showing: -1...(.infinity), ticks: [.nan, 0, 1e308]),
  ]

  @Test(arguments: HostilePlotTests.hostileNumbers)
  func `no number breaks a plot`(_ number: Double) throws {
    for (index, x) in Self.axes.enumerated() {
      for (other, y) in Self.axes.enumerated() {
        let others: [Double] = (index + other).isMultiple(of: 2) ? [] : [.nan, .infinity, 0, 1e300, -1e300, 1]
        try expectSound(Plot("t", description: "d", x: x, y: y, marks: marks(number, others)))
      }
    }
  }

  @Test(arguments: HostilePlotTests.axes.indices)
  func `no marks, no points`(_ index: Int) throws {
    let empty = PlotSeries("a", [])
    let marks: [[PlotMark]] = [
      [], [.line(empty)], [.steps(empty)], [.dots([])], [.dots([empty])], [.bars([])], [.bars([empty])],
      [.histogram([])], [.histogram([PlotBins("", edges: [], heights: [])])], [.heatMap([])],
      [.dumbbells([], first: "", second: "")], [.reference(value: 1, "")],
    ]
    for marks in marks {
      let plot = Plot("", description: "", x: Self.axes[index], y: .linear(""), marks: marks)
      let svg = try expectSound(plot)
      #expect(svg.texts.contains("no data"))
    }
    try #require(ParsedSVG(PlotGrid("", description: "", plots: []).svg(PlotOptions(id: "")))).expectNoData()
  }

  @Test func `points that are not finite are left out`() throws {
    let points = [PlotPoint(1, 1), PlotPoint(2, .nan), PlotPoint(.infinity, 2), PlotPoint(4, 3, low: .nan, high: 4)]
    let svg = try expectSound(
      Plot("", description: "", x: .linear(""), y: .linear(""), marks: [.line(PlotSeries("a", points))]))
    #expect(svg.numbered.map { $0.number("data-x") } == [1, 4])
    #expect(svg.numbered.map { $0.number("data-low") } == [nil, nil])
    #expect(svg.texts.contains("no data") == false)
  }

  @Test(arguments: [
    "</svg><script>alert(1)</script>", "\" onload=\"alert(1)", "a & b < c > d 'e'",
    "\u{0}\u{1}\u{8}\u{B}\u{1F}\u{FFFF}", "tab\tline\r\nfeed", String(repeating: "long ", count: 2000),
    String(repeating: "W", count: 5000), "\u{202E}right",
    "日本語のとても長いラベル", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "",
  ])
  func `no text breaks a plot`(_ text: String) throws {
    let point = PlotPoint(0, 1, low: 0, high: 2, label: text, note: text)
    let plots = [PlotAxis.categories([text, text], text), .linear(text)].map { axis in
      Plot(
        text, description: text, x: .linear(text), y: axis,
        marks: [
          .line(PlotSeries(text, [point])), .dots([PlotSeries(text, [point])], labelled: true),
          .bars([PlotSeries(text, [point])], values: true), .reference(value: 1, text), .reference(position: 0, text),
          .shade(from: 0, to: 1, text), .diagonal(text), .interval(point),
          .histogram([PlotBins(text, edges: [0, 1], heights: [1])]),
          .heatMap([PlotCell(0, 0, 1, text: text, note: text)]),
          .dumbbells([PlotPair(0, 1, 2, note: text)], first: text, second: text, interval: text),
        ])
    }
    for plot in plots {
      let svg = try expectSound(plot, id: text)
      #expect(svg.elements.allSatisfy { $0.name != "script" && $0.attributes["onload"] == nil })
    }
  }

  @Test func `text in data attributes reads back as it was`() throws {
    let text = "a<b>&\"c'\td\ne\r\n\u{85}日"
    let plot = Plot(
      "", description: "", x: .linear(""), y: .linear(""),
      marks: [.line(PlotSeries(text, [PlotPoint(0, 1, label: text)]))])
    let marker = try #require(try expectSound(plot).numbered.first)
    #expect(marker.attributes["data-label"] == text)
    #expect(marker.attributes["data-series"] == text)
  }

  private func marks(_ number: Double, _ others: [Double]) -> [PlotMark] {
    let all = [number] + others
    let points = all.map { PlotPoint($0, number, low: -number, high: $0) } + all.map { PlotPoint(1, $0) }
    let series = PlotSeries("a", points)
    return [
      .shade(from: number, to: others.last ?? number, "shade"), .line(series), .steps(series), .dots([series, series]),
      .bars([series, series], values: true), .histogram([PlotBins("h", edges: all, heights: all)]),
      .histogram([PlotBins("h", edges: [0, 1, 2], heights: all)]), .reference(value: number, "value"),
      .reference(position: number, "position"), .diagonal("diagonal"), .interval(PlotPoint(0, number, label: "n")),
      .heatMap([PlotCell(0, 0, number), PlotCell(1, 1, 1)]),
      .heatMap(all.map { PlotCell(0, 1, $0) }, logarithmic: true),
      .dumbbells(
        [PlotPair(0, number, 1, low: number, high: number), PlotPair(1, 1, number)], first: "a", second: "b"),
    ]
  }

  /// The plot is well-formed, and no coordinate is anything but a number within the picture.
  @discardableResult
  private func expectSound(_ plot: Plot, id: String = "a") throws -> ParsedSVG {
    let text = plot.svg(PlotOptions(id: id, width: 340))
    let svg = try #require(ParsedSVG(text))
    let root = try #require(svg.elements.first)
    let width = try #require(root.number("width"))
    let height = try #require(root.number("height"))
    for element in svg.elements {
      for name in ["x", "x1", "x2", "cx", "width"] {
        guard let value = element.attributes[name] else { continue }
        let number = try #require(Double(value), "\(name)=\(value)")
        #expect(number >= -5 && number <= width + 5, "\(element.name) \(name)=\(value) of \(width)")
      }
      for name in ["y", "y1", "y2", "cy", "height"] {
        guard let value = element.attributes[name] else { continue }
        let number = try #require(Double(value), "\(name)=\(value)")
        #expect(number >= -5 && number <= height + 5, "\(element.name) \(name)=\(value) of \(height)")
      }
      // What is moved has its outline around 0.
      let path = element.attributes["transform"] ?? element.attributes["d"] ?? ""
      #expect(!path.contains("nan") && !path.contains("inf") && !path.contains("–"))
      for text in path.replacing("-", with: " -").split(whereSeparator: { !"-.0123456789".contains($0) }) {
        let number = try #require(Double(text), "\(text) in \(path)")
        #expect(number >= -5 && number <= max(width, height) + 5, "\(text) in \(path)")
      }
    }
    return svg
  }
}

extension ParsedSVG {
  fileprivate func expectNoData() { #expect(texts.contains("no data")) }
}
