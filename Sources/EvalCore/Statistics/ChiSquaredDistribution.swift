/// The χ² distribution.
struct ChiSquaredDistribution {
  /// Degrees of freedom, at least 1.
  let degreesOfFreedom: Int

  /// The probability of a value above `x`.
  ///
  /// Source: Abramowitz and Stegun, 26.4.19.
  func survival(_ x: Double) -> Double { regularizedUpperGamma(Double(degreesOfFreedom) / 2, x / 2) }
}

/// The regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), for a > 0 and x ≥ 0.
///
/// The power series of P below a + 1 and the continued fraction of Q above it; relative error under 1e-12.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.7.1 (series) and 8.9.2 (continued fraction), the fraction
/// evaluated by Lentz's method.
func regularizedUpperGamma(_ a: Double, _ x: Double) -> Double {
  precondition(a > 0 && x >= 0, "regularizedUpperGamma wants a > 0 and x ≥ 0, got a = \(a), x = \(x)")
  guard x > 0 else { return 1 }
  let scale = exponential(a * naturalLogarithm(x) - x - logGamma(a))
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x)
}

/// Σ xⁿ / (a (a + 1) … (a + n)).
private func lowerSeries(_ a: Double, _ x: Double) -> Double {
  var term = 1 / a
  var sum = term
  var denominator = a
  while term > sum * 1e-17 {
    denominator += 1
    term *= x / denominator
    sum += term
  }
  return sum
}

/// 1 / (x + 1 − a − 1(1 − a) / (x + 3 − a − 2(2 − a) / (x + 5 − a − …))).
private func upperFraction(_ a: Double, _ x: Double) -> Double {
  let tiny = 1e-300
  var b = x + 1 - a
  var c = 1 / tiny
  var d = 1 / b
  var value = d
  for n in 1...10_000 {
    let numerator = Double(n) * (a - Double(n))
    b += 2
    let denominator = numerator * d + b
    d = 1 / (denominator.magnitude < tiny ? tiny : denominator)
    c = b + numerator / c
    if c.magnitude < tiny { c = tiny }
    value *= d * c
    if (d * c - 1).magnitude < 1e-15 { break }
  }
  return value
}

/// The natural logarithm of the gamma function, for positive arguments.
///
/// Stirling's series from 10 on, with the recurrence Γ(x + 1) = x Γ(x) below it; relative error under 2e-14, and
/// an absolute one under 1e-14 near its zeros at 1 and 2.
///
/// Source: Abramowitz and Stegun, *Handbook of Mathematical Functions*, 6.1.15 and 6.1.41.
func logGamma(_ x: Double) -> Double {
  precondition(x > 0, "logGamma wants a positive argument, got \(x)")
  var shifted = x
  var product = 1.0
  while shifted < 10 {
    product *= shifted
    shifted += 1
  }
  let halfLogTwoPi = 0.9189385332046727
  return (shifted - 0.5) * naturalLogarithm(shifted) - shifted + halfLogTwoPi + stirlingCorrection(shifted)
    - naturalLogarithm(product)
}

/// The sum of B₂ₖ / (2k (2k − 1) x²ᵏ⁻¹) for k from 1 to 7.
private func stirlingCorrection(_ x: Double) -> Double {
  let coefficients = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
  ]
  let inverseSquare = 1 / (x * x)
  return coefficients.reversed().reduce(0) { $0 * inverseSquare + $1 } / x
}

/// The logarithm of the number of ways to choose `k` of `n` things.
func logBinomial(_ n: Int, _ k: Int) -> Double {
  logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1)
}
