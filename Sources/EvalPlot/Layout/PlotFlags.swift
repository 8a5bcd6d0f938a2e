/// The names of upright lines, in rows above the plot: no two touch, and no line goes through another's name.
struct PlotFlags: Sendable {
  /// A name right of its line.
  struct Flag: Sendable, Equatable {
    let text: String
    let pixel: Double
    let color: PlotColor
    let isBold: Bool
    /// Counted upwards from the plot.
    var row = 0

    var right: Double { pixel + PlotFlags.width(text, isBold: isBold) }
  }

  /// The flags with their rows, from the right to the left.
  private(set) var flags: [Flag] = []
  private static let rowHeight = 17.0
  private static let gap = 5.0

  /// Flags of lines on a scale, with names that end before `right`.
  ///
  /// From the right to the left, each is above all those that it would touch: their lines begin below it.
  init(_ guides: [PlotGuide], on scale: PlotScale, to right: Double) {
    let placed = guides.compactMap { guide in scale.pixel(guide.number).map { (guide: guide, pixel: $0) } }
    for (guide, pixel) in placed.sorted(by: { $0.pixel > $1.pixel }) where !guide.text.isEmpty {
      let room = (right - pixel - Self.gap) / (guide.isBold ? Self.boldness : 1)
      var flag = Flag(
        text: TextWidth.fitted(guide.text, room), pixel: pixel, color: guide.color, isBold: guide.isBold)
      flag.row = (flags.filter { $0.pixel < flag.right + Self.gap }.map(\.row).max() ?? -1) + 1
      flags.append(flag)
    }
  }

  /// The height of all rows.
  var height: Double { flags.map { Double($0.row + 1) * Self.rowHeight }.max() ?? 0 }

  /// How far right an axis may go, so that names end before `right`; at least to the middle.
  ///
  /// - Parameters:
  ///   - scale: The axis' scale, of which only numbers are used.
  ///   - start: Where the axis begins.
  static func axisEnd(_ guides: [PlotGuide], on scale: PlotScale, from start: Double, to right: Double) -> Double {
    let ends = guides.compactMap { guide -> Double? in
      guard !guide.text.isEmpty, let fraction = scale.fraction(guide.number), fraction > 0 else { return nil }
      return start + (right - start - width(guide.text, isBold: guide.isBold)) / fraction
    }
    return max(ends.min() ?? right, (start + right) / 2)
  }

  /// The names, with lines from `bottom` up to them.
  func draw(above bottom: Double) -> [Element] {
    flags.map { flag in
      let top = bottom - Double(flag.row + 1) * Self.rowHeight
      let line = Element.line(Spot(x: flag.pixel, y: top + 2), Spot(x: flag.pixel, y: bottom)).stroked(1)
      let text = Element.text(flag.text, at: Spot(x: flag.pixel + Self.gap, y: top + 12))
      let leader = Element.group(flag.color, [line])
      return Element("g", [leader, flag.isBold ? text.with("font-weight", "600") : text]).with("class", "flag")
    }
  }

  /// How much wider bold text is.
  private static let boldness = 1.08

  fileprivate static func width(_ text: String, isBold: Bool) -> Double {
    TextWidth.of(text) * (isBold ? boldness : 1) + gap
  }
}
