/// The ticks of a plot's axes with their lines and labels.
struct AxisDrawing: Sendable {
  let frame: PlotFrame
  let xTicks: [Tick]
  let yTicks: [Tick]
  /// From where to where labels may stand.
  let left: Double
  let right: Double
  /// Whether the labels of x stand above the plot as well.
  let isRepeated: Bool

  static let lineHeight = 15.0

  /// Lines across the plot at the ticks of the values; none between categories.
  var grid: [Element] {
    guard frame.valueAxis.categories == nil else { return [] }
    let pixels = (frame.isHorizontal ? xTicks : yTicks).compactMap { frame.values.pixel($0.number) }
    let lines = pixels.map { frame.line(at: $0, isUpright: frame.isHorizontal) }
    return lines.isEmpty ? [] : [Element("g", lines).colored(.grid).stroked(1)]
  }

  /// Both axes: lines, ticks, labels, and the numbers of their scales.
  var axes: [Element] {
    [
      scaled(Element("g", [.words(.muted, xLabels)] + line + xMarks), "x", frame.x, frame.xAxis),
      scaled(Element("g", [.words(.muted, yLabels)]), "y", frame.y, frame.yAxis),
    ]
  }

  /// The lines of a label of the x axis, whose categories have two where there is room for long ones.
  static func lines(_ label: String, _ axis: PlotAxis, band: Double) -> [String] {
    guard axis.categories != nil, band >= 30 else { return [label] }
    return TextWidth.lines(label, band - 4, limit: 2)
  }

  private func scaled(_ element: Element, _ name: String, _ scale: PlotScale, _ axis: PlotAxis) -> Element {
    let kind = axis.categories != nil ? "categories" : axis.isLogarithmic ? "logarithmic" : "linear"
    return element.with("class", "axis").data("axis", name).data("scale", kind).data("low", scale.low)
      .data("high", scale.high).data("start", scale.start).data("end", scale.end)
  }

  /// The line on which positions stand: at the bottom or at zero, and where categories go downwards only at zero.
  private var line: [Element] {
    guard frame.valueAxis.categories == nil else { return [] }
    guard !frame.isHorizontal || frame.x.isLogarithmic || frame.x.low <= 0 && frame.x.high >= 0 else { return [] }
    return [frame.line(at: frame.base, isUpright: frame.isHorizontal).colored(.muted).stroked(1)]
  }

  /// Short lines below the plot at the ticks of positions.
  private var xMarks: [Element] {
    guard frame.xAxis.categories == nil, !frame.isHorizontal else { return [] }
    let marks = xTicks.compactMap { tick in
      frame.x.pixel(tick.number).map {
        [Spot(x: $0, y: frame.area.maxY), Spot(x: $0, y: frame.area.maxY + 4)]
      }
    }
    return marks.isEmpty ? [] : [Element.path(in: marks).colored(.muted).stroked(1)]
  }

  private var xLabels: [Element] {
    let band = frame.cellSize.x
    let labels = xTicks.map { Self.lines($0.label, frame.xAxis, band: band) }
    let widths = labels.map { $0.map { TextWidth.of($0) }.max() ?? 0 }
    let middles = zip(xTicks, widths).map { tick, width in
      min(max(frame.x.pixel(tick.number) ?? 0, left + width / 2), right - width / 2)
    }
    let kept = LabelSpread.fitting(middles, widths: widths, gap: frame.xAxis.categories == nil ? 6 : 2)
    let below = kept.flatMap { index in
      labels[index].enumerated().map { row, text in
        let y = frame.area.maxY + 17 + Double(row) * Self.lineHeight
        let element = Element.text(text, at: Spot(x: middles[index], y: y), .middle)
        return text.hasSuffix("…") ? element.tooltip(xTicks[index].label) : element
      }
    }
    guard isRepeated else { return below }
    return below + kept.map { .text(labels[$0].first ?? "", at: Spot(x: middles[$0], y: frame.area.y - 6), .middle) }
  }

  private var yLabels: [Element] {
    let middles = yTicks.map { frame.y.pixel($0.number) ?? 0 }
    let kept = LabelSpread.fitting(middles, widths: yTicks.map { _ in 13 }, gap: 0)
    return kept.map { index in
      let text = TextWidth.fitted(yTicks[index].label, frame.area.x - 8 - left)
      let element = Element.text(text, at: Spot(x: frame.area.x - 8, y: middles[index] + 4), .end)
      return text.hasSuffix("…") ? element.tooltip(yTicks[index].label) : element
    }
  }
}
