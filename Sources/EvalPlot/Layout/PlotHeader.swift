/// What stands above a plot: its title, a legend and the name of the y axis.
struct PlotHeader: Sendable {
  let lines: [String]
  let legend: PlotLegend
  let axisTitle: String
  /// The size of the title's letters.
  let size: Double

  var height: Double {
    let parts = Double(lines.count) * lineHeight + legend.height + (axisTitle.isEmpty ? 0 : 18)
    return parts + (lines.isEmpty && axisTitle.isEmpty ? 6 : 12)
  }

  /// The parts below each other, in a picture `width` wide.
  func draw(at corner: Spot, width: Double) -> [Element] {
    let top = corner.y + Double(lines.count) * lineHeight
    let title = lines.enumerated().map { index, line in
      Element.text(line, at: Spot(x: corner.x, y: corner.y + Double(index) * lineHeight + size))
        .with("font-size", size).with("font-weight", "600")
    }
    let name = TextWidth.fitted(axisTitle, width)
    let axis = Element.text(name, at: Spot(x: corner.x, y: top + legend.height + 14))
    return title + legend.draw(at: Spot(x: corner.x, y: top))
      + (axisTitle.isEmpty ? [] : [.words(.muted, [axis])])
  }

  private var lineHeight: Double { size + 5 }
}
