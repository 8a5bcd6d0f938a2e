/// One number with its interval, named above the plot.
struct IntervalShape: PlotShape {
  let point: PlotPoint
  let number: Int

  var positions: [Double] { [point.position] }
  var values: [Double] { point.values }

  var guides: [PlotGuide] {
    [PlotGuide(axis: .value, number: point.value, text: point.label, color: .series(number), isBold: true)]
  }

  func rowHeight(width: Double) -> Double { 40 }

  func draw(in frame: PlotFrame) -> [Element] {
    guard let placed = frame.place(point) else { return [] }
    let top = frame.isHorizontal ? Spot(x: placed.spot.x, y: frame.area.y) : Spot(x: frame.area.maxX, y: placed.spot.y)
    let line = Element.line(placed.spot, top).stroked(1.5)
    let band = placed.interval.map { Element.line($0.low, $0.high).stroked(9).with("stroke-opacity", 0.3) }
    let marks = [band, placed.interval.map { Whisker(interval: $0, isHorizontal: frame.isHorizontal).element }, line]
    let dot = Marker(number, at: placed.spot).element
    return [.group(.series(number), marks.compactMap { $0 } + [frame.carrying(placed, of: "", on: dot)])]
  }
}

extension PlotMark {
  /// One number with its interval, whose label stands above the plot: what a run's plot is about.
  ///
  /// The plot's y axis is `none`, and floors and other runs are references on it.
  public static func interval(_ point: PlotPoint, number: Int = 1) -> PlotMark {
    PlotMark(IntervalShape(point: point, number: number))
  }
}
