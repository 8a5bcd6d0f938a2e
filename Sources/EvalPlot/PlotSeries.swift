/// Points that belong together and look alike.
public struct PlotSeries: Sendable, Equatable {
  /// What readers call it, for example `5-shot`; empty for the only one.
  public var name: String
  /// The number of its colour, dash and marker, from 1 to 8.
  public var number: Int
  /// The points in the order in which lines join them.
  public var points: [PlotPoint]

  /// Points of a name.
  public init(_ name: String, number: Int = 1, _ points: [PlotPoint]) {
    self.name = name
    self.number = number
    self.points = points
  }

  /// How its lines are dashed, so that they differ without colours; empty for solid ones.
  var dash: String { Self.dashes[PlotColor.index(number)] }

  private static let dashes = ["", "7 3", "2 3", "9 3 2 3", "4 2", "12 3", "1 2", "6 2 1 2 1 2"]
}
