/// The line on which values are their positions.
struct DiagonalShape: PlotShape {
  let name: String

  var isBackground: Bool { true }
  var positions: [Double] { [] }
  var values: [Double] { [] }
  var keys: [PlotKey] { [PlotKey(name: name, color: .muted, sample: .guide)] }

  func draw(in frame: PlotFrame) -> [Element] {
    let low = max(frame.positions.low, frame.values.low)
    let high = min(frame.positions.high, frame.values.high)
    guard low < high, let start = frame.spot(low, low), let end = frame.spot(high, high) else { return [] }
    return [Element.line(start, end).colored(.muted).stroked(1.5, dash: PlotGuide.dash).tooltip(name)]
  }
}

extension PlotMark {
  /// A dashed line on which values are their positions: a calibration's aim.
  public static func diagonal(_ name: String) -> PlotMark { PlotMark(DiagonalShape(name: name)) }
}
