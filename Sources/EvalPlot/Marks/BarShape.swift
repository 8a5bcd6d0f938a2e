/// Bars from zero to values; series stand beside each other.
struct BarShape: PlotShape {
  let series: [PlotSeries]
  let showsValues: Bool

  /// With room for the outer halves of the first and the last bar.
  var positions: [Double] {
    let own = Set(series.flatMap(\.points).map(\.position).filter(\.isPlottable)).sorted()
    let half = zip(own, own.dropFirst()).map { $1 - $0 }.min().map { $0 / 2 } ?? 0
    return own.prefix(1).map { $0 - half } + own + own.suffix(1).map { $0 + half }
  }

  var values: [Double] { [0] + series.flatMap(\.points).flatMap(\.values) }

  var keys: [PlotKey] {
    series.map { PlotKey(name: $0.name, color: .series($0.number), sample: .box(opacity: Self.opacity)) }
  }

  func rowHeight(width: Double) -> Double { max(20, Double(series.count) * 13 + 8) }

  func draw(in frame: PlotFrame) -> [Element] {
    let width = min(40, slot(in: frame) * 0.8 / Double(max(1, series.count)))
    return series.enumerated().flatMap { index, one -> [Element] in
      let shift = (Double(index) - Double(series.count - 1) / 2) * width
      let points = one.points.compactMap { frame.place($0, shift: shift) }
      let bars = points.map { bar($0, of: one, width: max(1, width - 1), in: frame) }
      let intervals = points.compactMap(\.interval)
      let whiskers = intervals.map { Whisker(interval: $0, isHorizontal: frame.isHorizontal).element }
      let texts = showsValues ? points.compactMap { text($0, width: width, in: frame) } : []
      return (bars.isEmpty ? [] : [.group(.series(one.number), bars)])
        + (whiskers.isEmpty ? [] : [Element("g", whiskers).with("stroke", "currentColor")]) + texts
    }
  }

  private static let opacity = 0.85

  private func bar(_ placed: PlacedPoint, of one: PlotSeries, width: Double, in frame: PlotFrame) -> Element {
    let middle = frame.isHorizontal ? placed.spot.y : placed.spot.x
    let value = frame.isHorizontal ? placed.spot.x : placed.spot.y
    let (left, right) = (frame.inside(middle - width / 2), frame.inside(middle + width / 2))
    let area = Area(frame.spot(pixels: left, frame.base), frame.spot(pixels: right, value))
    return frame.carrying(placed, of: one.name, on: .rectangle(area).filled(Self.opacity).with("stroke", "none"))
  }

  /// The value beyond the bar's end and its whisker, where it is no wider than the bar may be.
  private func text(_ placed: PlacedPoint, width: Double, in frame: PlotFrame) -> Element? {
    let text = frame.valueAxis.format.short(placed.point.value)
    let ends = [placed.spot] + (placed.interval.map { [$0.low, $0.high] } ?? [])
    if frame.isHorizontal {
      let right = ends.map(\.x).max() ?? placed.spot.x
      guard width >= 12, right + 4 + TextWidth.of(text, size: 11) <= frame.area.maxX else { return nil }
      return .text(text, at: Spot(x: right + 4, y: placed.spot.y + 4)).with("font-size", 11)
    }
    let top = ends.map(\.y).min() ?? placed.spot.y
    guard TextWidth.of(text, size: 11) <= width + 4, top - 15 >= frame.area.y else { return nil }
    return .text(text, at: Spot(x: placed.spot.x, y: top - 4), .middle).with("font-size", 11)
  }

  /// The pixels that a position has for its bars.
  private func slot(in frame: PlotFrame) -> Double {
    if let band = frame.band { return band }
    let own = Set(series.flatMap(\.points).map(\.position)).filter(frame.positionAxis.takes)
    let pixels = own.compactMap(frame.positions.pixel).sorted()
    return zip(pixels, pixels.dropFirst()).map { $1 - $0 }.min() ?? 40
  }
}

extension PlotMark {
  /// Bars from zero to values, with whiskers for intervals.
  ///
  /// - Parameter values: Whether values stand at the bars' ends, where there is room.
  public static func bars(_ series: [PlotSeries], values: Bool = false) -> PlotMark {
    PlotMark(BarShape(series: series, showsValues: values))
  }
}
