/// The number of successes in independent trials.
struct BinomialDistribution {
  /// Number of trials.
  let trials: Int
  /// Probability of a success, from 0 to 1.
  let probability: Double

  /// A random number of successes.
  func draw(using generator: inout some RandomNumberGenerator) -> Int {
    if probability >= 1 { return trials }
    if probability <= 0 || trials == 0 { return 0 }
    if probability > 0.5 {
      return trials - BinomialDistribution(trials: trials, probability: 1 - probability).draw(using: &generator)
    }
    return Double(trials) * probability < 10 ? drawByInversion(using: &generator) : drawByRejection(using: &generator)
  }

  /// The logarithm of the probability of a number of successes between 0 and `trials`; `probability` is inside (0, 1).
  func logProbability(_ successes: Int) -> Double {
    logBinomial(trials, successes) + Double(successes) * naturalLogarithm(probability)
      + Double(trials - successes) * logOnePlus(-probability)
  }

  /// The probability of at least so many successes.
  func atLeast(_ successes: Int) -> Double {
    guard successes > 0 else { return 1 }
    guard successes <= trials, probability > 0 else { return 0 }
    guard probability < 1 else { return 1 }
    return Double(trials) * probability < Double(successes)
      ? sum(from: successes, by: 1) : 1 - sum(from: successes - 1, by: -1)
  }

  /// The sum of probabilities from a number of successes outwards, away from the mean.
  private func sum(from start: Int, by step: Int) -> Double {
    let odds = probability / (1 - probability)
    var term = exponential(logProbability(start))
    var sum = 0.0
    var successes = start
    while successes >= 0, successes <= trials, term > sum * 1e-18 {
      sum += term
      term *=
        step > 0
        ? Double(trials - successes) / Double(successes + 1) * odds
        : Double(successes) / Double(trials - successes + 1) / odds
      successes += step
    }
    return sum
  }

  /// Counts up until the cumulated probability passes a uniform number; fast where few successes are expected.
  private func drawByInversion(using generator: inout some RandomNumberGenerator) -> Int {
    let odds = probability / (1 - probability)
    var rest = Double.random(in: 0..<1, using: &generator)
    var term = exponential(Double(trials) * logOnePlus(-probability))
    var successes = 0
    while rest > term, successes < trials {
      rest -= term
      term *= Double(trials - successes) / Double(successes + 1) * odds
      successes += 1
    }
    return successes
  }

  /// Hörmann's transformed rejection with squeeze, for ten expected successes and more.
  ///
  /// Source: Hörmann 1993, *The generation of binomial random variates*, algorithm BTRS.
  private func drawByRejection(using generator: inout some RandomNumberGenerator) -> Int {
    let n = Double(trials)
    let spread = (n * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let center = n * probability + 0.5
    let quick = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let mode = logProbability(Int((n + 1) * probability))
    while true {
      let u = Double.random(in: 0..<1, using: &generator) - 0.5
      let v = Double.random(in: 0..<1, using: &generator)
      let edge = 0.5 - u.magnitude
      let candidate = ((2 * a / edge + b) * u + center).rounded(.down)
      guard candidate >= 0, candidate <= n else { continue }
      if edge >= 0.07, v <= quick { return Int(candidate) }
      let bound = logProbability(Int(candidate)) - mode
      if naturalLogarithm(v * alpha / (a / (edge * edge) + b)) <= bound { return Int(candidate) }
    }
  }
}
