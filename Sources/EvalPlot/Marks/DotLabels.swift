/// The labels of dots, each above, below or beside its own where it hides no other.
struct DotLabels: Sendable {
  /// The labels that have room.
  private(set) var elements: [Element] = []
  private var taken: [Area]
  private let bounds: Area

  init(_ points: [PlacedPoint], within bounds: Area) {
    self.bounds = bounds
    taken = points.map { Area(x: $0.spot.x - 4, y: $0.spot.y - 4, width: 8, height: 8) }
    taken += points.compactMap(\.interval).map { Area($0.low, $0.high) }
    for point in points where !point.point.label.isEmpty { add(point.point.label, at: point) }
  }

  private mutating func add(_ label: String, at point: PlacedPoint) {
    let spot = point.spot
    let ends = [spot.y, point.interval?.low.y ?? spot.y, point.interval?.high.y ?? spot.y]
    let width = TextWidth.of(label, size: 11)
    let middle = min(max(spot.x - width / 2, bounds.x), bounds.maxX - width)
    let lefts = [middle, middle, spot.x + 7, spot.x - 7 - width]
    let tops = [(ends.min() ?? spot.y) - 19, (ends.max() ?? spot.y) + 6, spot.y - 7, spot.y - 7]
    let places = zip(lefts, tops).map { Area(x: $0, y: $1, width: width, height: 14) }
    guard let place = places.first(where: isFree) else { return }
    taken.append(place)
    elements.append(Element.text(label, at: Spot(x: place.x, y: place.y + 11)).with("font-size", 11))
  }

  private func isFree(_ place: Area) -> Bool {
    bounds.contains(place) && !taken.contains { $0.overlaps(place) }
  }
}
