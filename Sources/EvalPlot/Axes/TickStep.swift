/// The distance of ticks: 1, 2 or 5 times a power of ten.
struct TickStep: Sendable, Equatable {
  /// 1, 2 or 5.
  let mantissa: Int
  /// The power of ten.
  let exponent: Int

  /// The step that divides bounds into about `count` parts.
  init(dividing bounds: Bounds, about count: Int) {
    let size = (bounds.high - bounds.low) / Double(max(1, count))
    let exponent = Logarithm.decimalExponent(size)
    let mantissa = size / Logarithm.powerOfTen(exponent)
    // The limits are the geometric means of neighbours: the roots of 2, 10 and 50.
    self.mantissa = mantissa < 1.414 ? 1 : mantissa < 3.162 ? 2 : mantissa < 7.071 ? 5 : 1
    self.exponent = mantissa < 7.071 ? exponent : exponent + 1
  }

  /// How many steps a number is from 0, rounded; what is a multiple but for rounding is taken for one.
  func count(_ number: Double, _ rule: FloatingPointRoundingRule) -> Int {
    let steps = number / multiple(1)
    let nearest = steps.rounded()
    return Int(abs(steps - nearest) < 1e-6 ? nearest : steps.rounded(rule))
  }

  /// So many steps: the number that is nearest to the decimal one, such as 0.3 for three of 0.1.
  func multiple(_ count: Int) -> Double {
    let whole = Double(count * mantissa)
    let power = Logarithm.powerOfTen(Int(exponent.magnitude))
    return exponent < 0 ? whole / power : whole * power
  }
}
