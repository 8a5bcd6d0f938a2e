/// Where the parts of a plot stand.
struct PlotLayout: Sendable {
  let frame: PlotFrame
  /// The height of all of it.
  let height: Double
  private let panel: PlotPanel
  private let header: PlotHeader
  private let flags: PlotFlags
  private let ends: EndLabels
  private let axes: AxisDrawing

  /// Margins first, from what stands in them; the rest is for the marks.
  init(_ panel: PlotPanel) {
    let plot = panel.plot
    let xBounds = panel.xBounds
    let yBounds = panel.yBounds
    let unit = PlotScale(xBounds, from: 0, to: 1, isLogarithmic: plot.x.isLogarithmic)

    // 1. Names beside the marks, and above them those that have no room there.
    let ends = EndLabels(panel, on: unit)
    let header = PlotHeader(
      lines: panel.titleLines,
      legend: PlotLegend(panel.keys.filter { !ends.holds($0) }, width: panel.width),
      axisTitle: plot.y.title, size: panel.titleSize ?? 0)

    // 2. From left to right.
    let yTicks = plot.y.ticks(yBounds, about: panel.yTickCount)
    let left = Self.labelWidth(yTicks, plot.y, width: panel.width)
    let right = panel.corner.x + panel.width
    let start = (panel.corner.x + left).rounded()
    let flagged = PlotFlags.axisEnd(plot.flags, on: unit, from: start, to: right)
    let end = min(flagged, right - max(14, ends.width)).rounded(.down)
    let inset = plot.x.categories == nil && (!plot.isHorizontal || plot.x.isLogarithmic) ? PlotFrame.inset : 0
    let x = PlotScale(xBounds, from: start + inset, to: end - inset, isLogarithmic: plot.x.isLogarithmic)
    let xTicks = plot.x.ticks(xBounds, about: panel.xTickCount)

    // 3. From top to bottom.
    let flags = PlotFlags(plot.flags, on: x, to: right)
    let isRepeated = plot.isHorizontal && panel.roughHeight >= 400 && flags.flags.isEmpty
    let top = (header.height + flags.height + (isRepeated ? 16 : 0)).rounded(.up)
    let bottom = Self.bottom(plot.x, xTicks, width: end - start)
    let areaHeight = max(PlotPanel.leastHeight, panel.height.map { $0 - top - bottom } ?? panel.naturalHeight).rounded()
    let area = Area(x: start, y: panel.corner.y + top, width: end - start, height: areaHeight)

    frame = PlotFrame(plot, area, x: x, yBounds: yBounds)
    height = top + areaHeight + bottom
    axes = AxisDrawing(
      frame: frame, xTicks: xTicks, yTicks: yTicks, left: panel.corner.x, right: right, isRepeated: isRepeated)
    self.panel = panel
    self.header = header
    self.flags = flags
    self.ends = ends
  }

  /// All that the plot shows.
  var elements: [Element] {
    let shapes = panel.plot.marks.map(\.shape)
    let background = shapes.filter(\.isBackground).flatMap { $0.draw(in: frame) }
    let marks = shapes.filter { !$0.isBackground }.flatMap { $0.draw(in: frame) }
    return header.draw(at: panel.corner, width: panel.width) + axes.grid + background + axes.axes
      + (marks.isEmpty ? [nothing] : marks) + flags.draw(above: frame.area.y) + ends.draw(in: frame) + xTitle
  }

  private static func labelWidth(_ ticks: [Tick], _ axis: PlotAxis, width: Double) -> Double {
    let widest = ticks.map { TextWidth.of($0.label) }.max() ?? 0
    return widest == 0 ? 4 : min(widest, width * (axis.categories == nil ? 0.3 : 0.42)) + 10
  }

  private static func bottom(_ axis: PlotAxis, _ ticks: [Tick], width: Double) -> Double {
    let band = width / Double(max(1, ticks.count))
    let lines = ticks.map { AxisDrawing.lines($0.label, axis, band: band).count }.max() ?? 1
    return 10 + Double(lines) * AxisDrawing.lineHeight + (axis.title.isEmpty ? 0 : 18)
  }

  /// What is said without marks: above the middle, where a line across may be.
  private var nothing: Element {
    let spot = Spot(x: frame.area.middle.x, y: frame.area.y + frame.area.height * 0.4)
    return .words(.muted, [.text("no data", at: spot, .middle)])
  }

  private var xTitle: [Element] {
    guard !panel.plot.x.title.isEmpty else { return [] }
    let text = TextWidth.fitted(panel.plot.x.title, panel.width)
    let width = TextWidth.of(text)
    let x = min(max(frame.area.middle.x, panel.corner.x + width / 2), panel.corner.x + panel.width - width / 2)
    return [.words(.muted, [.text(text, at: Spot(x: x, y: panel.corner.y + height - 7), .middle)])]
  }
}
