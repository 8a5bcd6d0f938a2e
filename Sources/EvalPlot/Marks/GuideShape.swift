/// A line across the plot, or a shaded range of positions.
struct GuideShape: PlotShape {
  /// What it covers.
  enum Extent: Sendable {
    case value(Double)
    case position(Double)
    case positions(Double, Double)
  }

  let extent: Extent
  let name: String
  let color: PlotColor

  var isBackground: Bool { true }
  var positions: [Double] {
    switch extent {
    case .value: []
    case .position(let number): [number]
    case .positions(let low, let high): [low, high]
    }
  }

  var values: [Double] {
    guard case .value(let number) = extent else { return [] }
    return [number]
  }

  var guides: [PlotGuide] {
    switch extent {
    case .value(let number): [PlotGuide(axis: .value, number: number, text: name, color: color)]
    case .position(let number), .positions(let number, _):
      [PlotGuide(axis: .position, number: number, text: name, color: color)]
    }
  }

  func draw(in frame: PlotFrame) -> [Element] {
    switch extent {
    case .value(let number): line(number, isOnX: frame.isHorizontal, in: frame)
    case .position(let number): line(number, isOnX: !frame.isHorizontal, in: frame)
    case .positions(let low, let high): shade(low, high, in: frame)
    }
  }

  private func line(_ number: Double, isOnX: Bool, in frame: PlotFrame) -> [Element] {
    let axis = isOnX ? frame.xAxis : frame.yAxis
    guard axis.takes(number), let pixel = (isOnX ? frame.x : frame.y).pixel(number) else { return [] }
    let line = frame.line(at: pixel, isUpright: isOnX).colored(color).stroked(1.5, dash: PlotGuide.dash)
    return [line.data("label", name).data(isOnX ? "x" : "y", number).tooltip("\(name): \(axis.format.long(number))")]
  }

  private func shade(_ low: Double, _ high: Double, in frame: PlotFrame) -> [Element] {
    guard frame.positionAxis.takes(low), frame.positionAxis.takes(high), let start = frame.positions.pixel(low),
      let end = frame.positions.pixel(high)
    else { return [] }
    let area = frame.area
    let shade =
      frame.isHorizontal
      ? Area(x: area.x, y: min(start, end), width: area.width, height: abs(end - start))
      : Area(x: min(start, end), y: area.y, width: abs(end - start), height: area.height)
    let words = "\(name): \(frame.positionAxis.format.long(low)) to \(frame.positionAxis.words(high))"
    return [
      Element.rectangle(shade).colored(color).filled(0.12).data("label", name).data("low", low).data("high", high)
        .tooltip(words)
    ]
  }
}

extension PlotMark {
  /// A dashed line at a value, for example chance; its name stands at its end.
  ///
  /// - Parameter number: The number of its colour, from 1 to 8; nil for a grey one.
  public static func reference(value: Double, _ name: String, number: Int? = nil) -> PlotMark {
    PlotMark(GuideShape(extent: .value(value), name: name, color: number.map { .series($0) } ?? .muted))
  }

  /// A dashed line at a position.
  public static func reference(position: Double, _ name: String, number: Int? = nil) -> PlotMark {
    PlotMark(GuideShape(extent: .position(position), name: name, color: number.map { .series($0) } ?? .muted))
  }

  /// A shaded range of positions, for example the loop counts seen in training.
  public static func shade(from low: Double, to high: Double, _ name: String) -> PlotMark {
    PlotMark(GuideShape(extent: .positions(low, high), name: name, color: .muted))
  }
}
