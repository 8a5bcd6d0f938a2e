/// A rectangle in the picture, in pixels from its top left.
struct Area: Sendable, Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var middle: Spot { Spot(x: x + width / 2, y: y + height / 2) }

  /// The rectangle between two corners, whichever they are.
  init(_ a: Spot, _ b: Spot) {
    self.init(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
  }

  /// The rectangle around its middle.
  init(around middle: Spot, width: Double, height: Double) {
    self.init(x: middle.x - width / 2, y: middle.y - height / 2, width: width, height: height)
  }

  init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Whether two rectangles share more than an edge.
  func overlaps(_ other: Area) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  /// Whether the other rectangle lies within this one.
  func contains(_ other: Area) -> Bool {
    x <= other.x && other.maxX <= maxX && y <= other.y && other.maxY <= maxY
  }
}
