/// A point that has a place in the picture.
struct PlacedPoint: Sendable {
  /// The ends of an interval.
  struct Interval: Sendable {
    let low: Spot
    let high: Spot
  }

  let point: PlotPoint
  let spot: Spot
  let interval: Interval?
}
