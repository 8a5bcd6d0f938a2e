/// Counts in bins as areas with an outline; several lie over each other.
struct HistogramShape: PlotShape {
  let histograms: [PlotBins]

  var positions: [Double] { histograms.flatMap(\.edges) }
  var values: [Double] { [0] + histograms.flatMap(\.heights) }

  var keys: [PlotKey] {
    histograms.map {
      PlotKey(name: $0.name, color: .series($0.number), sample: .outline(dash: Self.series($0).dash))
    }
  }

  func draw(in frame: PlotFrame) -> [Element] {
    histograms.compactMap { bins in
      let parts = Self.bars(bins).filter { frame.corners($0) != nil }
      guard !parts.isEmpty else { return nil }
      let bars = parts.compactMap { bar($0, of: bins, in: frame) }
      let spots = outline(parts, in: frame)
      let line = Element.path(in: [spots]).with("fill", "none").stroked(1.5, dash: Self.series(bins).dash)
      return .group(.series(bins.number), bars + (spots.isEmpty ? [] : [line]))
    }
  }

  /// A bin with its height.
  fileprivate struct Bar: Sendable {
    let low: Double
    let high: Double
    let height: Double
  }

  private static func series(_ bins: PlotBins) -> PlotSeries { PlotSeries(bins.name, number: bins.number, []) }

  private static func bars(_ bins: PlotBins) -> [Bar] {
    zip(zip(bins.edges, bins.edges.dropFirst()), bins.heights).map { Bar(low: $0.0, high: $0.1, height: $1) }
  }

  private func bar(_ bar: Bar, of bins: PlotBins, in frame: PlotFrame) -> Element? {
    guard let corners = frame.corners(bar) else { return nil }
    let axis = frame.positionAxis
    let words =
      "\(axis.format.short(bar.low)) to \(axis.words(bar.high)): \(frame.valueAxis.format.long(bar.height))"
    return Element.rectangle(Area(corners[0], corners[2])).filled(0.25).with("stroke", "none").data("series", bins.name)
      .data("from", bar.low).data("to", bar.high).data(frame.isHorizontal ? "x" : "y", bar.height)
      .tooltip(bins.name.isEmpty ? words : bins.name + ", " + words)
  }

  /// Along the tops, without the empty bins at both ends.
  private func outline(_ bars: [Bar], in frame: PlotFrame) -> [Spot] {
    let filled = bars.drop { $0.height == 0 }.reversed().drop { $0.height == 0 }.reversed()
    let corners = filled.compactMap { frame.corners($0) }
    guard let first = corners.first?.first, let last = corners.last?.last else { return [] }
    return [first] + corners.flatMap { $0[1...2] } + [last]
  }
}

extension PlotFrame {
  /// The corners of a bin: bottom left, top left, top right, bottom right; nil where one has no place.
  fileprivate func corners(_ bar: HistogramShape.Bar) -> [Spot]? {
    guard let left = spot(bar.low, bar.height), let right = spot(bar.high, bar.height) else { return nil }
    let bottoms = [left, right].map { spot(pixels: isHorizontal ? $0.y : $0.x, base) }
    return [bottoms[0], left, right, bottoms[1]]
  }
}

extension PlotMark {
  /// Counts in bins, for example the margins of right and of wrong answers over each other.
  public static func histogram(_ histograms: [PlotBins]) -> PlotMark {
    PlotMark(HistogramShape(histograms: histograms))
  }
}
