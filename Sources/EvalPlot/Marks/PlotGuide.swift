/// A line across the plot at a position or a value, with its name.
struct PlotGuide: Sendable {
  /// What its number is.
  enum Axis: Sendable {
    case position, value
  }

  let axis: Axis
  let number: Double
  let text: String
  let color: PlotColor
  /// Whether it names what the plot is about.
  var isBold = false

  /// How lines across the plot are dashed.
  static let dash = "5 4"
}
