/// Two values a category, joined, over where the second may be as the difference's interval has it.
struct DumbbellShape: PlotShape {
  let pairs: [PlotPair]
  /// The names of the first values, of the second ones, and of the interval.
  let first: String
  let second: String
  let interval: String

  var positions: [Double] { pairs.map(\.position) }
  var values: [Double] { pairs.flatMap { [$0.first] + $0.end.values } }

  var keys: [PlotKey] {
    let ends = [
      PlotKey(name: first, color: .series(1), sample: .ring), PlotKey(name: second, color: .series(2), sample: .marker),
    ]
    guard pairs.contains(where: { $0.low != nil }) else { return ends }
    return ends + [PlotKey(name: interval, color: .muted, sample: .box(opacity: Self.opacity))]
  }

  func draw(in frame: PlotFrame) -> [Element] {
    pairs.compactMap { pair in
      guard let from = frame.spot(pair.position, pair.first), let to = frame.place(pair.end) else { return nil }
      let band = to.interval.map { Element.line($0.low, $0.high).stroked(9).with("stroke-opacity", Self.opacity) }
      let join = Element.line(from, to.spot).stroked(1.5)
      let bar = Element.group(color(of: pair), [band, join].compactMap { $0 })
      let ends = [
        Element.group(.series(1), [Marker(1, at: from, isHollow: true).element]),
        Element.group(.series(2), [Marker(2, at: to.spot).element]),
      ]
      return carrying(pair, to, in: frame, on: Element("g", [bar] + ends))
    }
  }

  private static let opacity = 0.3

  private func color(of pair: PlotPair) -> PlotColor {
    guard pair.isClear else { return .muted }
    return pair.second > pair.first ? .good : .bad
  }

  private func carrying(_ pair: PlotPair, _ placed: PlacedPoint, in frame: PlotFrame, on element: Element) -> Element {
    let name = frame.positionAxis.words(pair.position)
    let isKnown = placed.interval != nil
    return element.data("label", name).data("position", pair.position).data("first", pair.first)
      .data("second", pair.second).data("low", isKnown ? pair.low : nil).data("high", isKnown ? pair.high : nil)
      .tooltip(words(pair, name, frame.valueAxis.format, isKnown: isKnown))
  }

  private func words(_ pair: PlotPair, _ name: String, _ format: PlotNumber, isKnown: Bool) -> String {
    let difference: PlotNumber = format == .percent ? .points : format
    var words = "\(name): \(first) \(format.long(pair.first)), \(second) \(format.long(pair.second))"
    words += ", difference \(difference.long(pair.second - pair.first))"
    if isKnown, let low = pair.low, let high = pair.high {
      words += " (\(difference.long(low)) to \(difference.long(high)))"
    }
    return pair.note.isEmpty ? words : words + ", " + pair.note
  }
}

extension PlotMark {
  /// Two values a category, joined by a line over the interval of their difference.
  ///
  /// The interval is drawn from the first value on, so that a difference is clear where it leaves that one out; it then
  /// has the colour of a gain or a loss.
  ///
  /// - Parameters:
  ///   - first: The name of the values that are compared with.
  ///   - second: The name of the others.
  ///   - interval: The name of the interval.
  public static func dumbbells(
    _ pairs: [PlotPair], first: String, second: String, interval: String = "95 % interval of the difference"
  ) -> PlotMark {
    PlotMark(DumbbellShape(pairs: pairs, first: first, second: second, interval: interval))
  }
}
