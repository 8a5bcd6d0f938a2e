/// The names of lines beside their ends, in place of a legend.
struct EndLabels: Sendable {
  /// A key and the point beside which it stands.
  private struct Label: Sendable {
    let key: PlotKey
    let end: PlotPoint
  }

  private let labels: [Label]
  private static let lineHeight = 16.0

  /// Names beside the ends of lines that go across the plot, and of all others if each ends near the right edge.
  ///
  /// There are none if they do not fit.
  ///
  /// - Parameter scale: The x axis' scale, of which only numbers are used.
  init(_ panel: PlotPanel, on scale: PlotScale) {
    let plot = panel.plot
    let keys = panel.keys
    let across = keys.filter(\.isAcross).compactMap { key in key.points.last.map { Label(key: key, end: $0) } }
    let others = keys.filter { !$0.isAcross }
    let ending = others.compactMap { key -> Label? in
      let points = key.points.filter { plot.x.takes($0.position) && plot.y.takes($0.value) }
      guard !plot.isHorizontal, let end = points.max(by: { $0.position < $1.position }),
        (scale.fraction(end.position) ?? 0) >= 0.85
      else { return nil }
      return Label(key: key, end: end)
    }
    let labels = (ending.count == others.count ? ending : []) + across
    let isFitting = labels.allSatisfy { $0.key.width + Self.gap <= panel.width / 3 }
    self.labels = isFitting && Double(labels.count) * Self.lineHeight <= panel.roughHeight ? labels : []
  }

  private static let gap = 12.0

  /// Whether a key's name stands here.
  func holds(_ key: PlotKey) -> Bool { labels.contains { $0.key.name == key.name && $0.key.color == key.color } }

  /// The width that they take.
  var width: Double { labels.map { $0.key.width + Self.gap }.max() ?? 0 }

  /// The names right of the plot, with thin lines from the ends where these are not beside them.
  func draw(in frame: PlotFrame) -> [Element] {
    let ends = labels.map { spot(of: $0, in: frame) }
    let places = LabelSpread.places(
      ends.map(\.y), gap: Self.lineHeight, from: frame.area.y - 4, to: frame.area.maxY + Self.lineHeight / 2)
    return labels.indices.flatMap { index in
      let middle = Spot(x: frame.area.maxX + 8, y: places[index])
      let start = Spot(x: ends[index].x + 5, y: ends[index].y)
      let isFar = abs(start.y - middle.y) > 3 || middle.x - start.x > 24
      let leader = Element.line(start, Spot(x: middle.x - 1, y: middle.y)).stroked(0.75)
      let key = labels[index].key
      return (isFar ? [Element.group(key.color, [leader])] : []) + key.draw(at: middle, width: key.width)
    }
  }

  private func spot(of label: Label, in frame: PlotFrame) -> Spot {
    let edge = Spot(x: frame.area.maxX, y: frame.y.pixel(label.end.value) ?? frame.area.y)
    return label.key.isAcross ? edge : frame.place(label.end)?.spot ?? edge
  }
}
