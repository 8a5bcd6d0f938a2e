/// The χ² distribution.
struct ChiSquaredDistribution {
  /// Degrees of freedom, at least 1.
  let degreesOfFreedom: Int

  /// The probability of a value above `x`.
  ///
  /// Source: Abramowitz and Stegun, 26.4.19.
  func survival(_ x: Double) -> Double { regularizedUpperGamma(Double(degreesOfFreedom) / 2, x / 2) }
}
