/// A line from point to point, with the band of their intervals.
struct LineShape: PlotShape {
  let series: PlotSeries
  /// Whether the line goes to the next point's position first and then to its value.
  let isStepped: Bool
  let hasMarkers: Bool

  var positions: [Double] { series.points.map(\.position) }
  var values: [Double] { series.points.flatMap(\.values) }

  var keys: [PlotKey] {
    let sample = PlotKey.Sample.line(dash: series.dash, hasMarker: hasMarkers)
    return [PlotKey(name: series.name, color: .series(series.number), sample: sample, points: series.points)]
  }

  func draw(in frame: PlotFrame) -> [Element] {
    let runs = frame.runs(series.points)
    guard !runs.isEmpty else { return [] }
    let bands = runs.flatMap(Self.bands)
    let lines = runs.filter { $0.count > 1 }.map { path($0.map(\.spot)) }
    let band = bands.isEmpty ? [] : [Element.path(in: bands, isClosed: true).filled(0.18).with("stroke", "none")]
    let line = Element.path(in: lines).with("fill", "none").stroked(2, dash: series.dash)
      .with("stroke-linejoin", "round")
    return [.group(.series(series.number), band + (lines.isEmpty ? [] : [line]) + markers(runs, in: frame))]
  }

  private func path(_ spots: [Spot]) -> [Spot] {
    guard isStepped else { return spots }
    let corners = zip(spots, spots.dropFirst()).flatMap { [$0, Spot(x: $1.x, y: $0.y)] }
    return corners + spots.suffix(1)
  }

  /// The outlines of the parts of a run that have intervals.
  private static func bands(_ run: [PlacedPoint]) -> [[Spot]] {
    run.split { $0.interval == nil }.filter { $0.count > 1 }.map { part in
      let intervals = part.compactMap(\.interval)
      return intervals.map(\.high) + intervals.reversed().map(\.low)
    }
  }

  private func markers(_ runs: [[PlacedPoint]], in frame: PlotFrame) -> [Element] {
    let points = runs.flatMap { $0 }
    let isSeen = hasMarkers && !Self.isCrowded(points) || points.count == 1
    return points.map { placed in
      let marker = isSeen ? Marker(series.number, at: placed.spot).element : Marker.unseen(at: placed.spot)
      return frame.carrying(placed, of: series.name, on: marker)
    }
  }

  /// Whether markers would run into each other.
  private static func isCrowded(_ points: [PlacedPoint]) -> Bool {
    zip(points, points.dropFirst()).contains { abs($0.spot.x - $1.spot.x) < 8 && abs($0.spot.y - $1.spot.y) < 8 }
  }
}

extension PlotMark {
  /// A line from point to point with a band for their intervals; it breaks at what is not finite.
  ///
  /// - Parameter markers: Whether points are seen, where they do not run into each other.
  public static func line(_ series: PlotSeries, markers: Bool = true) -> PlotMark {
    PlotMark(LineShape(series: series, isStepped: false, hasMarkers: markers))
  }

  /// A line that keeps a value up to the next point's position, such as the best accuracy up to a cost.
  public static func steps(_ series: PlotSeries, markers: Bool = true) -> PlotMark {
    PlotMark(LineShape(series: series, isStepped: true, hasMarkers: markers))
  }
}
