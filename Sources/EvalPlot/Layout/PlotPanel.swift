/// A plot in a picture: alone, or one of several.
struct PlotPanel: Sendable {
  let plot: Plot
  /// What its axes show.
  let numbers: PlotNumbers
  let corner: Spot
  let width: Double
  /// The height that it should have; nil for what it needs.
  let height: Double?
  /// The size of the title's letters; nil for no title.
  let titleSize: Double?
  /// Whether names of marks stand in it.
  let showsKeys: Bool

  /// The height that the area of marks has, but for what stands above it.
  var roughHeight: Double { max(Self.leastHeight, height.map { $0 - 90 } ?? naturalHeight) }

  /// About how many ticks have room on the axes.
  var xTickCount: Int { max(2, Int(width * 0.8 / 70)) }
  var yTickCount: Int { max(2, Int(roughHeight / 45)) }

  var xBounds: Bounds { plot.x.bounds(of: numbers.x, about: xTickCount) }
  var yBounds: Bounds { plot.y.bounds(of: numbers.y, about: yTickCount) }

  static let leastHeight = 40.0

  /// What explains its marks, without the names of upright lines.
  var keys: [PlotKey] { showsKeys ? plot.keys : [] }

  /// The lines of its title.
  var titleLines: [String] {
    titleSize.map { TextWidth.lines(plot.title, width * 0.95, size: $0, limit: 3) } ?? []
  }

  /// The height that the area of marks has where nothing is said of it.
  var naturalHeight: Double {
    guard let rows = plot.y.categories else { return min(max(width * 0.42, 180), 300).rounded() }
    let height = plot.marks.map { $0.shape.rowHeight(width: width * 0.8) }.max() ?? 20
    return (Double(max(1, rows.count)) * height).rounded()
  }
}
