/// Small plots of one kind beside each other, with the same axes and one legend.
public struct PlotGrid: Sendable {
  /// What it shows; above it, and the first that a screen reader says.
  public var title: String
  /// What is to be seen, with the main numbers, for those who do not see it.
  public var description: String
  /// The plots, row by row; their axes show the numbers of all, and their descriptions are not used.
  public var plots: [Plot]
  /// How many stand beside each other, if these have 120 pixels each; nil for as many as have 260.
  public var columns: Int?

  /// Plots with axes in common.
  public init(_ title: String, description: String, plots: [Plot], columns: Int? = nil) {
    self.title = title
    self.description = description
    self.plots = plots
    self.columns = columns
  }

  /// The plots as SVG, a line feed at its end.
  ///
  /// - Parameter options: Its height is that of every plot; nil for what suits the width.
  public func svg(_ options: PlotOptions) -> String {
    let width = options.width - 2 * options.margin
    let corner = Spot(x: options.margin, y: options.margin)
    let header = header(options, width: width)
    var content = header.draw(at: corner, width: width)
    var top = corner.y + header.height
    for row in rows(width: width) {
      let layouts = row.enumerated().map { index, plot in
        PlotLayout(panel(plot, at: Spot(x: corner.x + Double(index) * (panelWidth(width) + Self.gap), y: top), options))
      }
      content += layouts.map { Element("g", $0.elements).with("class", "panel") }
      top += (layouts.map(\.height).max() ?? 0) + Self.gap
    }
    if plots.isEmpty { content.append(.words(.muted, [.text("no data", at: Spot(x: corner.x, y: top + 16))])) }
    return PlotFile(
      title: title, description: description, options: options,
      height: plots.isEmpty ? header.height + 24 : top - Self.gap - corner.y, content: content
    ).text
  }

  private static let gap = 16.0

  private func header(_ options: PlotOptions, width: Double) -> PlotHeader {
    var keys: [PlotKey] = []
    for key in plots.flatMap(\.keys) where !keys.contains(where: { $0.name == key.name && $0.color == key.color }) {
      keys.append(key)
    }
    let lines = options.showsTitle ? TextWidth.lines(title, width * 0.95, size: 14, limit: 3) : []
    return PlotHeader(lines: lines, legend: PlotLegend(keys, width: width), axisTitle: "", size: 14)
  }

  private func count(width: Double) -> Int {
    func fitting(_ least: Double) -> Int { max(1, Int((width + Self.gap) / (least + Self.gap))) }
    return min(max(1, columns ?? fitting(260)), fitting(120), max(1, plots.count))
  }

  private func panelWidth(_ width: Double) -> Double {
    let count = Double(count(width: width))
    return ((width - (count - 1) * Self.gap) / count).rounded(.down)
  }

  private func rows(width: Double) -> [[Plot]] {
    let count = count(width: width)
    return stride(from: 0, to: plots.count, by: count).map { Array(plots[$0..<min($0 + count, plots.count)]) }
  }

  private func panel(_ plot: Plot, at corner: Spot, _ options: PlotOptions) -> PlotPanel {
    PlotPanel(
      plot: plot, numbers: PlotNumbers(plots), corner: corner, width: panelWidth(options.width - 2 * options.margin),
      height: options.height, titleSize: 12, showsKeys: false)
  }
}
