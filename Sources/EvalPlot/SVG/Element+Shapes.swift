extension Element {
  /// Which part of a text stands at its place.
  enum Anchor: String {
    case start, middle, end
  }

  /// A straight line.
  static func line(_ a: Spot, _ b: Spot) -> Element {
    Element("line").with("x1", a.x).with("y1", a.y).with("x2", b.x).with("y2", b.y)
  }

  /// A rectangle.
  static func rectangle(_ area: Area) -> Element {
    Element("rect").with("x", area.x).with("y", area.y).with("width", area.width).with("height", area.height)
  }

  /// Straight lines from spot to spot in each of `pieces`.
  static func path(in pieces: [[Spot]], isClosed: Bool = false) -> Element {
    let texts = pieces.map { "M" + $0.map(\.text).joined(separator: "L") + (isClosed ? "Z" : "") }
    return Element("path").with("d", texts.joined())
  }

  /// A line of text whose letters stand on `spot`; spaces take the place of other blanks.
  static func text(_ text: String, at spot: Spot, _ anchor: Anchor = .start) -> Element {
    let line = String(text.map { $0.isWhitespace ? " " : $0 })
    let element = Element("text", text: line).with("x", spot.x).with("y", spot.y)
    return anchor == .start ? element : element.with("text-anchor", anchor.rawValue)
  }

  /// Elements in a colour, filled and outlined with it where they do not say otherwise.
  static func group(_ color: PlotColor, _ children: [Element]) -> Element {
    Element("g", children).colored(color).with("fill", "currentColor").with("stroke", "currentColor")
  }

  /// Texts in a colour.
  static func words(_ color: PlotColor, _ children: [Element]) -> Element {
    Element("g", children).colored(color).with("fill", "currentColor")
  }
}
