/// A name with a sample of what it stands for.
struct PlotKey: Sendable {
  /// What the sample looks like.
  enum Sample: Sendable {
    /// A line, with a marker where the line has them.
    case line(dash: String, hasMarker: Bool)
    /// A marker.
    case marker
    /// A hollow marker.
    case ring
    /// A filled box.
    case box(opacity: Double)
    /// A pale box with an outline.
    case outline(dash: String)
    /// A line across the plot.
    case guide
    /// A few opacities, from least to most.
    case ramp([Double])
  }

  let name: String
  let color: PlotColor
  let sample: Sample
  /// The points that the sample stands for; the name may stand beside the last one.
  var points: [PlotPoint] = []
  /// Whether it is a line across the plot at its point's value.
  var isAcross = false

  /// The number of the marker.
  private var number: Int {
    guard case .series(let number) = color else { return 1 }
    return number
  }

  /// The sample's width in pixels.
  var sampleWidth: Double {
    switch sample {
    case .line, .guide: 22
    case .ramp(let steps): Double(steps.count) * 12
    case .marker, .ring, .box, .outline: 12
    }
  }

  /// The width of sample and name.
  var width: Double { sampleWidth + 5 + TextWidth.of(name) }

  /// The sample and the name, whose middle is at `middle`, from its left on.
  func draw(at middle: Spot, width: Double) -> [Element] {
    let text = TextWidth.fitted(name, width - sampleWidth - 5)
    let words = Element.text(text, at: Spot(x: middle.x + sampleWidth + 5, y: middle.y + 4))
    return [.group(color, drawnSample(middle)), text == name ? words : words.tooltip(name)]
  }

  private func drawnSample(_ left: Spot) -> [Element] {
    let right = Spot(x: left.x + sampleWidth, y: left.y)
    let middle = Spot(x: left.x + sampleWidth / 2, y: left.y)
    let box = Area(x: left.x, y: left.y - 6, width: 12, height: 12)
    switch sample {
    case .line(let dash, let hasMarker):
      return [.line(left, right).stroked(2, dash: dash)] + (hasMarker ? [Marker(number, at: middle).element] : [])
    case .marker: return [Marker(number, at: middle).element]
    case .ring: return [Marker(number, at: middle, isHollow: true).element]
    case .box(let opacity): return [.rectangle(box).filled(opacity).with("stroke", "none")]
    case .outline(let dash): return [.rectangle(box).filled(0.25).stroked(1.5, dash: dash)]
    case .guide: return [.line(left, right).stroked(1.5, dash: PlotGuide.dash)]
    case .ramp(let steps):
      return steps.enumerated().map { index, opacity in
        let cell = Area(x: left.x + Double(index) * 12, y: left.y - 6, width: 12, height: 12)
        return .rectangle(cell).filled(opacity).with("stroke", "none")
      }
    }
  }
}
