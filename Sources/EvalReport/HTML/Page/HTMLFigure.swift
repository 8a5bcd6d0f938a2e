/// A plot of the page, for its template: drawn for wide screens and for phones, of which the style sheet shows one.
struct HTMLFigure {
  /// Natural widths in pixels.
  private static let (wide, half, narrow) = (1000.0, 520.0, 340.0)

  let svg: String
  let narrowSVG: String
  let title: String
  let caption: String
  let className: String

  /// The figure of a plot.
  ///
  /// - Parameter id: What its ids begin with; no other figure of the page may have the same with the same name.
  init(_ plot: ReportPlot, id: String) {
    svg = plot.svg(id: id, width: plot.isWide ? Self.wide : Self.half, isFile: false)
    narrowSVG = Self.bare(plot.svg(id: "\(id)-narrow", width: Self.narrow, isFile: false))
    title = plot.title
    caption = plot.description
    className = plot.isWide ? "wide" : ""
  }

  /// A plot without exact numbers and tooltips, which the wide one has: a phone has no pointer, and both are half of it.
  private static func bare(_ svg: String) -> String {
    svg.replacing(#/ data-[a-z]+="[^"]*"/#, with: "").replacing(#/<title>[^<]*</title>/#, with: "")
  }

  /// A drawing that is no plot.
  init(drawing: String, narrow: String, title: String, caption: String, className: String) {
    svg = drawing
    narrowSVG = narrow
    self.title = title
    self.caption = caption
    self.className = className
  }
}
