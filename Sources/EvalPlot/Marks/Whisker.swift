/// The interval of a point as a line with ends.
struct Whisker: Sendable {
  let interval: PlacedPoint.Interval
  /// Whether values run along x.
  let isHorizontal: Bool

  /// The line and its ends.
  var element: Element {
    Element.path(in: [
      [interval.low, interval.high], end(interval.low), end(interval.high),
    ]).with("fill", "none").stroked(1.5)
  }

  private func end(_ spot: Spot) -> [Spot] {
    let across = Spot(x: isHorizontal ? 0 : 4, y: isHorizontal ? 4 : 0)
    return [Spot(x: spot.x - across.x, y: spot.y - across.y), Spot(x: spot.x + across.x, y: spot.y + across.y)]
  }
}
