import Testing

@testable import EvalPlot

@Suite struct MarkTests {
  private func svg(_ marks: [PlotMark], x: PlotAxis = .linear("x"), y: PlotAxis = .linear("y")) throws -> ParsedSVG {
    try #require(ParsedSVG(Plot("", description: "", x: x, y: y, marks: marks).svg(PlotOptions(id: "a"))))
  }

  @Test func `a line breaks at what is missing`() throws {
    let points = [1, 2, .nan, 4, 5].enumerated().map { PlotPoint(Double($0.offset), $0.element) }
    let parsed = try svg([.line(PlotSeries("", points))])
    let line = try #require(parsed.elements.first { $0.name == "path" && $0.attributes["stroke-linejoin"] != nil })
    #expect(line.attributes["d"]?.split(separator: "M").count == 2)
    #expect(parsed.numbered.count == 4)
  }

  @Test func `names of lines stand beside their ends, pushed apart`() throws {
    let series = ["first", "second", "third"].enumerated().map { index, name in
      PlotSeries(name, number: index + 1, [PlotPoint(0, Double(index)), PlotPoint(1, 5 + Double(index) / 100)])
    }
    let parsed = try svg(series.map { .line($0) })
    let names = parsed.elements.filter { series.map(\.name).contains($0.text) && $0.name == "text" }
    let heights = names.compactMap { $0.number("y") }.sorted()
    #expect(heights.count == 3)
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 15.9 })
    #expect(names.allSatisfy { ($0.number("x") ?? 0) > 500 })
  }

  @Test func `names that have no room there stand above`() throws {
    let long = String(repeating: "a long name ", count: 4)
    let parsed = try svg([.line(PlotSeries(long, [PlotPoint(0, 1), PlotPoint(1, 2)]))])
    let name = try #require(parsed.elements.first { $0.name == "text" && $0.text == long })
    #expect((name.number("x") ?? 600) < 100)
  }

  @Test func `crowded markers are felt and not seen`() throws {
    let points = (0...400).map { PlotPoint(Double($0), 1) }
    let parsed = try svg([.line(PlotSeries("", points))])
    #expect(parsed.numbered.count == 401)
    #expect(parsed.numbered.allSatisfy { $0.attributes["fill-opacity"] == "0" })
  }

  @Test func `a clear difference has a colour of its own`() throws {
    let pairs = [
      PlotPair(0, 0.2, 0.3, low: 0.05, high: 0.15), PlotPair(1, 0.3, 0.2, low: -0.15, high: -0.05),
      PlotPair(2, 0.2, 0.21, low: -0.04, high: 0.06), PlotPair(3, 0.2, 0.21),
    ]
    let mark = PlotMark.dumbbells(pairs, first: "a", second: "b")
    let parsed = try svg([mark], x: .linear("", .percent), y: .categories(["a", "b", "c", "d"]))
    let rows = parsed.numbered.filter { $0.attributes["data-first"] != nil }
    let bars = rows.map { row in row.children.first { $0.name == "g" }?.attributes["class"] }
    #expect(bars == ["good", "bad", "muted", "muted"])
    #expect(
      rows.first?.tooltip == "a: a 20.000 %, b 30.000 %, difference +10.000 (+5.000 to +15.000)")
  }

  @Test func `cells are the stronger the greater they are`() throws {
    let cells = [1.0, 10, 100, -50].enumerated().map { PlotCell($0.offset, 0, $0.element) }
    let parsed = try svg([.heatMap(cells)], x: .categories(["a", "b", "c", "d"]), y: .categories(["e"]))
    let rows = parsed.numbered
    let opacities = rows.compactMap { $0.number("fill-opacity") }
    #expect(opacities.count == 4)
    #expect(opacities[0] < opacities[1] && opacities[1] < opacities[2])
    #expect(rows.map { $0.attributes["class"] } == ["s1", "s1", "s1", "s2"])
  }

  @Test func `long names of categories have two lines, and are told in full where they are cut`() throws {
    let long = "a_name_of_a_category_that_is_far_too_long"
    let names = ["social sciences", "stem", "other", long, "a", "b", "c", "d", "e"]
    let series = PlotSeries("", names.indices.map { PlotPoint(Double($0), 1) })
    let parsed = try svg([.bars([series])], x: .categories(names))
    #expect(parsed.texts.contains("social") && parsed.texts.contains("sciences"))
    let cut = try #require(parsed.elements.first { $0.name == "text" && $0.text.hasSuffix("…") })
    #expect(cut.tooltip == long)
  }

  @Test func `numbers stand in cells where they fit`() throws {
    func texts(_ columns: Int) throws -> [String] {
      let names = (0..<columns).map { "\($0)" }
      let cells = (0..<columns).map { PlotCell($0, 0, 123456) }
      return try svg([.heatMap(cells)], x: .categories(names), y: .categories(["e"])).texts.filter { $0 == "123456" }
    }
    #expect(try texts(4).count == 4)
    #expect(try texts(30).isEmpty)
  }
}
