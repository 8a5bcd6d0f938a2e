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
