/// A place in the picture, in pixels from its top left.
struct Spot: Sendable, Equatable {
  var x: Double
  var y: Double

  /// The coordinates as a path has them.
  var text: String { DecimalText.coordinate(x) + " " + DecimalText.coordinate(y) }
}
