/// Logarithms and powers that are the same on every machine.
enum Logarithm {
  private static let naturalOfTwo = 0.693_147_180_559_945_3
  private static let twoOfTen = 3.321_928_094_887_362

  /// The logarithm to base 2 of a positive, finite number; exact for powers of two.
  ///
  /// ln m = 2 artanh((m − 1) / (m + 1)); with the significand m in [1, 2) every term of the series is at most a ninth
  /// of the one before, so that 18 of them reach the last bit.
  static func base2(_ value: Double) -> Double {
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 35, through: 1, by: -2) {
      sum = sum * square + 1 / Double(odd)
    }
    return Double(value.exponent) + 2 * ratio * sum / naturalOfTwo
  }

  /// The exponent of a positive, finite number as a decimal: the greatest e with 10^e not above it.
  static func decimalExponent(_ value: Double) -> Int {
    let guess = Int((base2(value) / twoOfTen).rounded(.down))
    if powerOfTen(guess + 1) <= value { return guess + 1 }
    return powerOfTen(guess) <= value ? guess : guess - 1
  }

  /// The number nearest to 10^exponent.
  static func powerOfTen(_ exponent: Int) -> Double {
    guard !(0...22).contains(exponent) else { return (0..<exponent).reduce(1) { power, _ in power * 10 } }
    return Double("1e\(exponent)") ?? 0
  }
}
