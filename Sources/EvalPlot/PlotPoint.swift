/// A place on a plot and the value there, with its interval where it has one.
public struct PlotPoint: Sendable, Equatable {
  /// Where it stands: a number of the axis, or a category's index from 0.
  public var position: Double
  /// The value.
  public var value: Double
  /// The lower end of the value's interval.
  public var low: Double?
  /// The upper end of the value's interval.
  public var high: Double?
  /// What it is called, for example `8 loops`; empty for its position in words.
  public var label: String
  /// What is said of it besides, for example `3222/14042`.
  public var note: String

  /// A value at a position; what is not finite is left out of the picture.
  public init(
    _ position: Double, _ value: Double, low: Double? = nil, high: Double? = nil, label: String = "", note: String = ""
  ) {
    self.position = position
    self.value = value
    self.low = low
    self.high = high
    self.label = label
    self.note = note
  }

  /// The numbers that the value's axis has to show.
  var values: [Double] { [value] + [low, high].compactMap { $0 } }
}
