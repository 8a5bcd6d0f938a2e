/// The area in which marks stand, and how numbers become places in it.
///
/// Positions run along x and values along y; the other way round where y is an axis of categories and x is not.
struct PlotFrame: Sendable {
  let area: Area
  let x: PlotScale
  let y: PlotScale
  let xAxis: PlotAxis
  let yAxis: PlotAxis

  init(_ plot: Plot, _ area: Area, x: PlotScale, yBounds: Bounds) {
    self.area = area
    self.x = x
    xAxis = plot.x
    yAxis = plot.y
    // Categories go downwards, numbers upwards.
    let isDownwards = plot.y.categories != nil
    let inset = plot.y.isLogarithmic ? Self.inset : 0
    y = PlotScale(
      yBounds, from: isDownwards ? area.y : area.maxY - inset, to: isDownwards ? area.maxY : area.y + inset,
      isLogarithmic: plot.y.isLogarithmic)
  }

  /// Room between the ends of an axis and what stands there.
  static let inset = 10.0

  var isHorizontal: Bool { yAxis.categories != nil && xAxis.categories == nil }
  var positions: PlotScale { isHorizontal ? y : x }
  var values: PlotScale { isHorizontal ? x : y }
  var positionAxis: PlotAxis { isHorizontal ? yAxis : xAxis }
  var valueAxis: PlotAxis { isHorizontal ? xAxis : yAxis }

  /// The pixels of a category, or nil on an axis of numbers.
  var band: Double? {
    positionAxis.categories.map { abs(positions.end - positions.start) / Double(max(1, $0.count)) }
  }

  /// How wide and high a cell of two categories is.
  var cellSize: Spot {
    Spot(x: abs(x.end - x.start) / abs(x.high - x.low), y: abs(y.end - y.start) / abs(y.high - y.low))
  }

  /// The spot that is so many pixels along the positions and the values.
  func spot(pixels position: Double, _ value: Double) -> Spot {
    isHorizontal ? Spot(x: value, y: position) : Spot(x: position, y: value)
  }

  /// The spot of numbers; nil where one of them has no place.
  func spot(_ position: Double, _ value: Double, shift: Double = 0) -> Spot? {
    guard positionAxis.takes(position), valueAxis.takes(value), let across = positions.pixel(position) else {
      return nil
    }
    return values.pixel(value).map { spot(pixels: across + shift, $0) }
  }

  /// A point with its spots; nil where it has none.
  func place(_ point: PlotPoint, shift: Double = 0) -> PlacedPoint? {
    guard let spot = spot(point.position, point.value, shift: shift) else { return nil }
    guard let low = point.low, let high = point.high, let lowSpot = self.spot(point.position, low, shift: shift),
      let highSpot = self.spot(point.position, high, shift: shift)
    else { return PlacedPoint(point: point, spot: spot, interval: nil) }
    return PlacedPoint(point: point, spot: spot, interval: PlacedPoint.Interval(low: lowSpot, high: highSpot))
  }

  /// A line across the plot: upright at a pixel of the x axis, lying at one of the y axis.
  func line(at pixel: Double, isUpright: Bool) -> Element {
    isUpright
      ? .line(Spot(x: pixel, y: area.y), Spot(x: pixel, y: area.maxY))
      : .line(Spot(x: area.x, y: pixel), Spot(x: area.maxX, y: pixel))
  }

  /// A pixel along the positions, or the edge of the plot that it is beyond.
  func inside(_ pixel: Double) -> Double {
    isHorizontal ? min(max(pixel, area.y), area.maxY) : min(max(pixel, area.x), area.maxX)
  }

  /// From where bars rise: zero, or the nearer end of the axis.
  var base: Double {
    guard !values.isLogarithmic else { return isHorizontal ? area.x : area.maxY }
    return values.pixel(min(max(0, values.low), values.high)) ?? values.start
  }

  /// An element that carries a point's numbers and words.
  func carrying(_ placed: PlacedPoint, of series: String, on element: Element) -> Element {
    let point = placed.point
    let low = placed.interval == nil ? nil : point.low
    let high = placed.interval == nil ? nil : point.high
    return element.data("series", series).data("label", name(of: point))
      .data("x", isHorizontal ? point.value : point.position).data("y", isHorizontal ? point.position : point.value)
      .data("low", low).data("high", high).tooltip(words(placed, of: series))
  }

  private func name(of point: PlotPoint) -> String {
    point.label.isEmpty && positionAxis.categories != nil ? positionAxis.words(point.position) : point.label
  }

  private func words(_ placed: PlacedPoint, of series: String) -> String {
    let point = placed.point
    let place = point.label.isEmpty ? positionAxis.words(point.position) : point.label
    let head = [series, place].filter { !$0.isEmpty }.joined(separator: ", ")
    var words = (head.isEmpty ? "" : head + ": ") + valueAxis.format.long(point.value)
    if placed.interval != nil, let low = point.low, let high = point.high {
      words += " (\(valueAxis.format.long(low)) to \(valueAxis.format.long(high)))"
    }
    return point.note.isEmpty ? words : words + ", " + point.note
  }
}
