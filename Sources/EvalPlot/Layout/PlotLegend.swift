/// Samples with their names in rows.
struct PlotLegend: Sendable {
  private let rows: [[PlotKey]]
  private let width: Double
  private static let rowHeight = 18.0
  private static let gap = 16.0

  /// Keys in rows of at most `width` pixels.
  init(_ keys: [PlotKey], width: Double) {
    self.width = width
    var rows: [[PlotKey]] = []
    var used = 0.0
    for key in keys {
      if rows.isEmpty || used + key.width > width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(key)
      used += key.width + Self.gap
    }
    self.rows = rows
  }

  var height: Double { Double(rows.count) * Self.rowHeight }

  /// The keys, from a corner at the top left.
  func draw(at corner: Spot) -> [Element] {
    rows.enumerated().flatMap { index, row in
      var left = corner.x
      return row.flatMap { key in
        let middle = Spot(x: left, y: corner.y + (Double(index) + 0.5) * Self.rowHeight)
        left += key.width + Self.gap
        return key.draw(at: middle, width: min(key.width, width))
      }
    }
  }
}
