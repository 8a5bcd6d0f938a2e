/// Dots with whiskers for their intervals; on an axis of categories series stand beside each other.
struct DotShape: PlotShape {
  let series: [PlotSeries]
  let isLabelled: Bool

  var positions: [Double] { series.flatMap(\.points).map(\.position) }
  var values: [Double] { series.flatMap(\.points).flatMap(\.values) }

  var keys: [PlotKey] {
    series.map { PlotKey(name: $0.name, color: .series($0.number), sample: .marker, points: $0.points) }
  }

  func rowHeight(width: Double) -> Double { max(20, Double(series.count) * 9 + 6) }

  func draw(in frame: PlotFrame) -> [Element] {
    let distance = min((frame.band ?? 0) * 0.8 / Double(max(1, series.count)), 14)
    let placed = series.enumerated().map { index, one in
      let shift = (Double(index) - Double(series.count - 1) / 2) * distance
      return one.points.compactMap { frame.place($0, shift: shift) }
    }
    let groups = zip(series, placed).filter { !$1.isEmpty }.map { one, points in
      Element.group(.series(one.number), points.flatMap { draw($0, of: one, in: frame) })
    }
    guard isLabelled else { return groups }
    return groups + DotLabels(placed.flatMap { $0 }, within: frame.area).elements
  }

  private func draw(_ placed: PlacedPoint, of one: PlotSeries, in frame: PlotFrame) -> [Element] {
    let whisker = placed.interval.map { Whisker(interval: $0, isHorizontal: frame.isHorizontal).element }
    let marker = Marker(one.number, at: placed.spot).element
    return [whisker, frame.carrying(placed, of: one.name, on: marker)].compactMap { $0 }
  }
}

extension PlotMark {
  /// Dots with whiskers for their intervals.
  ///
  /// - Parameter labelled: Whether the points' labels stand beside them, where there is room.
  public static func dots(_ series: [PlotSeries], labelled: Bool = false) -> PlotMark {
    PlotMark(DotShape(series: series, isLabelled: labelled))
  }
}
