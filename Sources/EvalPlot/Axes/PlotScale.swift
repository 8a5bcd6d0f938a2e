/// How an axis turns numbers into pixels.
public struct PlotScale: Sendable, Equatable {
  /// The number at `start`.
  public let low: Double
  /// The number at `end`.
  public let high: Double
  /// Pixels from the left or the top of the picture.
  public let start: Double
  /// Pixels from the left or the top of the picture; before `start` on an axis that goes upwards.
  public let end: Double
  /// Whether equal ratios, rather than differences, are equally far.
  public let isLogarithmic: Bool

  init(_ bounds: Bounds, from start: Double, to end: Double, isLogarithmic: Bool) {
    low = bounds.low
    high = bounds.high
    self.start = start
    self.end = end
    self.isLogarithmic = isLogarithmic
  }

  /// Where a number stands; nil for one that has no place.
  public func pixel(_ number: Double) -> Double? {
    fraction(number).map { start + $0 * (end - start) }
  }

  /// How far a number is on the way from `low`, at 0, to `high`, at 1; nil for one that has no place.
  func fraction(_ number: Double) -> Double? {
    guard isLogarithmic else { return number.isPlottable ? (number - low) / (high - low) : nil }
    guard number.isPlottableAsLogarithm else { return nil }
    return (Logarithm.base2(number) - Logarithm.base2(low)) / (Logarithm.base2(high) - Logarithm.base2(low))
  }
}
