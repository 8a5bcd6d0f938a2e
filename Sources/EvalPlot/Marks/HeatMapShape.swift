/// Cells whose colour is the stronger the greater the value, with the value in them where it fits.
struct HeatMapShape: PlotShape {
  let cells: [PlotCell]
  let format: PlotNumber
  let isLogarithmic: Bool
  private let columns: Int
  private let bounds: Bounds?

  init(_ cells: [PlotCell], _ format: PlotNumber, isLogarithmic: Bool) {
    self.cells = cells
    self.format = format
    self.isLogarithmic = isLogarithmic
    columns = Set(cells.map(\.column)).count
    bounds = Self.bounds(cells.map(\.value), isLogarithmic: isLogarithmic)
  }

  var positions: [Double] { cells.map { Double($0.column) } }
  var values: [Double] { cells.map { Double($0.row) } }

  var keys: [PlotKey] {
    guard let bounds else { return [] }
    let steps = stride(from: 0, through: 4, by: 1).map { Self.opacity(Double($0) / 4) }
    guard bounds.low < 0 else {
      let name = "\(format.short(bounds.low)) to \(format.short(bounds.high))"
      return [PlotKey(name: name, color: .series(1), sample: .ramp(steps))]
    }
    let limit = max(-bounds.low, bounds.high)
    return [
      PlotKey(name: "0 to \(format.short(limit))", color: .series(1), sample: .ramp(steps)),
      PlotKey(name: "0 to \(format.short(-limit))", color: .series(2), sample: .ramp(steps)),
    ]
  }

  func rowHeight(width: Double) -> Double { min(40, max(22, width / Double(max(1, columns)) * 0.45)) }

  func draw(in frame: PlotFrame) -> [Element] {
    guard frame.xAxis.categories != nil, frame.yAxis.categories != nil else { return [] }
    let size = frame.cellSize
    let placed = cells.compactMap { cell in
      frame.spot(Double(cell.column), Double(cell.row)).flatMap { spot in
        takes(cell.value)
          ? (cell: cell, area: Area(around: spot, width: max(1, size.x - 1), height: max(1, size.y - 1))) : nil
      }
    }
    let boxes = placed.map { box($0.cell, $0.area, in: frame) }
    let texts = placed.compactMap { text($0.cell, $0.area) }
    // Some numbers without the others would look like something special.
    return boxes
      + (texts.count < placed.count || texts.isEmpty
        ? [] : [Element("g", texts).with("font-size", 11).with("pointer-events", "none")])
  }

  private static func opacity(_ fraction: Double) -> Double { 0.04 + 0.66 * fraction }

  /// From the least to the greatest value; from zero, unless the scale is logarithmic.
  private static func bounds(_ values: [Double], isLogarithmic: Bool) -> Bounds? {
    guard !isLogarithmic else { return Bounds(of: values.filter(\.isPlottableAsLogarithm)) }
    return Bounds(of: values.filter(\.isPlottable)).map { Bounds(low: min(0, $0.low), high: max(0, $0.high)) }
  }

  private func takes(_ value: Double) -> Bool { value.isPlottable && (!isLogarithmic || value >= 0) }

  private func fraction(_ value: Double) -> Double {
    guard let bounds else { return 0 }
    guard isLogarithmic else { return abs(value) / max(bounds.high, -bounds.low, 1e-300) }
    guard value.isPlottableAsLogarithm, bounds.high > bounds.low else { return value > 0 ? 1 : 0 }
    return PlotScale(bounds, from: 0, to: 1, isLogarithmic: true).fraction(value) ?? 0
  }

  private func box(_ cell: PlotCell, _ area: Area, in frame: PlotFrame) -> Element {
    let place = [(frame.yAxis, cell.row), (frame.xAxis, cell.column)].map { axis, index in
      axis.title.isEmpty ? axis.words(Double(index)) : "\(axis.title) \(axis.words(Double(index)))"
    }.joined(separator: ", ")
    let words = "\(place): \(format.long(cell.value))" + (cell.note.isEmpty ? "" : ", " + cell.note)
    return Element.rectangle(area).colored(.series(cell.value < 0 ? 2 : 1)).filled(Self.opacity(fraction(cell.value)))
      .data("x", Double(cell.column)).data("y", Double(cell.row)).data("value", cell.value).tooltip(words)
  }

  private func text(_ cell: PlotCell, _ area: Area) -> Element? {
    let text = cell.text ?? format.short(cell.value)
    guard area.height >= 14, TextWidth.of(text, size: 11) + 4 <= area.width else { return nil }
    return .text(text, at: Spot(x: area.middle.x, y: area.middle.y + 4), .middle)
  }
}

extension PlotMark {
  /// Cells by two axes of categories, for example predicted against gold letters.
  ///
  /// - Parameters:
  ///   - logarithmic: Whether equal ratios make equal steps of colour; zeros are then palest, and negative numbers left
  ///     out.
  public static func heatMap(_ cells: [PlotCell], _ format: PlotNumber = .number, logarithmic: Bool = false) -> PlotMark
  {
    PlotMark(HeatMapShape(cells, format, isLogarithmic: logarithmic))
  }
}
