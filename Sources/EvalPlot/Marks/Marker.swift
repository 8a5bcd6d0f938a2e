/// A small shape at a point; each series has one of its own, so that they differ without colours.
struct Marker: Sendable {
  private let number: Int
  private let spot: Spot
  private let isHollow: Bool

  init(_ number: Int, at spot: Spot, isHollow: Bool = false) {
    self.number = PlotColor.index(number)
    self.spot = spot
    self.isHollow = isHollow
  }

  /// The marker, its middle in `cx` and `cy` or in `translate`.
  var element: Element {
    let shape = outline
    return isHollow ? shape.with("class", "ring").with("fill", "none").stroked(2) : shape.with("stroke", "none")
  }

  /// A marker that is felt and not seen, for points that stand too close.
  static func unseen(at spot: Spot) -> Element {
    circle(at: spot, 4).with("fill-opacity", 0).with("stroke", "none")
  }

  private var outline: Element {
    guard number > 0 else { return Self.circle(at: spot, 3.5) }
    return Element("path").with("transform", "translate(\(spot.text))").with("d", Self.outlines[number])
  }

  private static func circle(at spot: Spot, _ radius: Double) -> Element {
    Element("circle").with("cx", spot.x).with("cy", spot.y).with("r", radius)
  }

  /// Disc, square, triangle, diamond, triangle downwards, plus, cross, bar.
  private static let outlines = [
    "", "M-3.2-3.2h6.4v6.4h-6.4Z", "M0-4.4L4.4 3.4H-4.4Z", "M0-4.8L4.8 0L0 4.8L-4.8 0Z", "M0 4.4L4.4-3.4H-4.4Z",
    "M-1.3-4.5h2.6v3.2h3.2v2.6h-3.2v3.2h-2.6v-3.2h-3.2v-2.6h3.2Z",
    "M0-1.8L2.6-4.4L4.4-2.6L1.8 0L4.4 2.6L2.6 4.4L0 1.8L-2.6 4.4L-4.4 2.6L-1.8 0L-4.4-2.6L-2.6-4.4Z",
    "M-1.6-4.8h3.2v9.6h-3.2Z",
  ]
}
