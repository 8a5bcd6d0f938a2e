/// A picture of numbers: two axes and marks on them, written as SVG.
///
/// Positions run along x and values along y; the other way round where y is an axis of categories and x is not. A number
/// that has no place is left out: one that is not finite, beyond 1e300, or not positive on a logarithmic axis. The text
/// is the same wherever and whenever it is made, and holds every number that it shows in `data-` attributes.
public struct Plot: Sendable {
  /// What it shows; above it, and the first that a screen reader says.
  public var title: String
  /// What is to be seen, with the main numbers, for those who do not see it.
  public var description: String
  /// The axis from left to right.
  public var x: PlotAxis
  /// The axis upwards; categories go downwards.
  public var y: PlotAxis
  /// What is drawn, the later ones on top; references and shades below all others.
  public var marks: [PlotMark]

  /// A plot of marks on two axes.
  public init(_ title: String, description: String, x: PlotAxis, y: PlotAxis, marks: [PlotMark]) {
    self.title = title
    self.description = description
    self.x = x
    self.y = y
    self.marks = marks
  }

  /// The plot as SVG, a line feed at its end.
  public func svg(_ options: PlotOptions) -> String {
    let layout = PlotLayout(panel(options))
    return PlotFile(
      title: title, description: description, options: options, height: layout.height, content: layout.elements
    ).text
  }

  /// How the x axis turns numbers into pixels when it is written with the same options.
  public func xScale(_ options: PlotOptions) -> PlotScale { PlotLayout(panel(options)).frame.x }

  /// How the y axis turns numbers into pixels when it is written with the same options.
  public func yScale(_ options: PlotOptions) -> PlotScale { PlotLayout(panel(options)).frame.y }

  /// Whether positions run along y.
  var isHorizontal: Bool { y.categories != nil && x.categories == nil }

  /// The lines across it whose names stand above it.
  var flags: [PlotGuide] { guides.filter { ($0.axis == .value) == isHorizontal && x.takes($0.number) } }

  /// What explains its marks: each name once, and lines that go from left to right.
  var keys: [PlotKey] {
    let across = guides.filter { ($0.axis == .value) != isHorizontal && y.takes($0.number) }
    let lines = across.map {
      PlotKey(
        name: $0.text, color: $0.color, sample: .guide, points: [PlotPoint(0, $0.number)], isAcross: true)
    }
    var keys: [PlotKey] = []
    for key in marks.flatMap(\.shape.keys) + lines where !key.name.isEmpty {
      if !keys.contains(where: { $0.name == key.name && $0.color == key.color }) { keys.append(key) }
    }
    return keys
  }

  private var guides: [PlotGuide] { marks.flatMap(\.shape.guides) }

  private func panel(_ options: PlotOptions) -> PlotPanel {
    PlotPanel(
      plot: self, numbers: PlotNumbers(self), corner: Spot(x: options.margin, y: options.margin),
      width: options.width - 2 * options.margin, height: options.height.map { $0 - 2 * options.margin },
      titleSize: options.showsTitle ? 14 : nil, showsKeys: true)
  }
}
