/// What a mark has to know of itself: the numbers it needs room for, what explains it, and how it is drawn.
protocol PlotShape: Sendable {
  /// Positions that the axis must show.
  var positions: [Double] { get }
  /// Values that the axis must show.
  var values: [Double] { get }
  /// What a legend says.
  var keys: [PlotKey] { get }
  /// Lines across the plot that have a name.
  var guides: [PlotGuide] { get }
  /// Whether it says nothing without other marks.
  var isBackground: Bool { get }
  /// Pixels that a category needs from top to bottom in a plot of width `width`.
  func rowHeight(width: Double) -> Double
  /// The marks themselves.
  func draw(in frame: PlotFrame) -> [Element]
}

extension PlotShape {
  var keys: [PlotKey] { [] }
  var guides: [PlotGuide] { [] }
  var isBackground: Bool { false }
  func rowHeight(width: Double) -> Double { 20 }
}
