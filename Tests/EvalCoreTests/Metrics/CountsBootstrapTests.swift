import Testing

@testable import EvalCore

@Suite struct CountsBootstrapTests {
  /// The standard deviation of F1 over all resamples of docs in cells, weighed by their multinomial probability.
  static func exact(_ cells: [Int]) -> Double {
    let docs = cells.reduce(0, +)
    var moments = (mean: 0.0, square: 0.0)
    for a in 0...docs {
      for b in 0...(docs - a) {
        for c in 0...(docs - a - b) {
          let drawn = [a, b, c, docs - a - b - c]
          let statistic = BinaryCounts(cells: drawn).f1
          let probability = probability(drawn, cells)
          moments.mean += probability * statistic
          moments.square += probability * statistic * statistic
        }
      }
    }
    return (moments.square - moments.mean * moments.mean).squareRoot()
  }

  private static func probability(_ drawn: [Int], _ cells: [Int]) -> Double {
    let docs = Double(drawn.reduce(0, +))
    return zip(drawn, cells).reduce(exponential(logGamma(docs + 1))) { product, cell in
      let power = (0..<cell.0).reduce(1.0) { power, _ in power * Double(cell.1) / docs }
      return product * power / exponential(logGamma(Double(cell.0) + 1))
    }
  }

  @Test(arguments: [[3, 1, 2, 4], [8, 5, 0, 7], [20, 9, 6, 15], [1, 0, 0, 9]])
  func `resampled counts give the standard error of resampled docs`(cells: [Int]) {
    let expected = Self.exact(cells)
    let value = CountsBootstrap(resamples: 20_000).stderr(of: BinaryCounts(cells: cells))
    // 1 / √(2 · 20,000) is 0.5 %; four times that.
    #expect((value / expected - 1).magnitude < 0.02, "\(value) for \(expected)")
  }

  @Test func `is the same every time`() {
    let counts = BinaryCounts(cells: [30, 11, 7, 52])
    #expect(
      CountsBootstrap(resamples: 500).stderr(of: counts) == CountsBootstrap(resamples: 500).stderr(of: counts))
  }

  @Test func `counts by right and predicted choice are those of the docs`() {
    let docs = [(0, 0), (1, 2), (0, 0), (1, 1)].map { LabelPair(gold: $0.0, predicted: $0.1) }
    #expect(LabelCounts(docs).cells == [2, 1, 1])
  }

  @Test(arguments: [(10, 0.3), (40, 0.2), (1000, 0.004), (1000, 0.4), (5000, 0.97)])
  func `binomial draws have their mean and variance`(trials: Int, probability: Double) {
    var generator = SplitMix64(seed: 1)
    let distribution = BinomialDistribution(trials: trials, probability: probability)
    let draws = (0..<20_000).map { _ in Double(distribution.draw(using: &generator)) }
    let expected = Double(trials) * probability
    let variance = expected * (1 - probability)
    #expect((draws.mean - expected).magnitude < 4 * (variance / 20_000).squareRoot())
    let spread = draws.map { ($0 - expected) * ($0 - expected) }.mean
    #expect((spread / variance - 1).magnitude < 0.06)
  }

  @Test func `binomial draws have their probabilities`() {
    var generator = SplitMix64(seed: 2)
    let distribution = BinomialDistribution(trials: 60, probability: 0.25)
    var counts = Array(repeating: 0, count: 61)
    for _ in 0..<20_000 { counts[distribution.draw(using: &generator)] += 1 }
    let chiSquared = (5...25).reduce(0.0) { sum, successes in
      let expected = 20_000 * exponential(distribution.logProbability(successes))
      let difference = Double(counts[successes]) - expected
      return sum + difference * difference / expected
    }
    // 21 cells: the 99.9 % quantile of χ² with 20 degrees of freedom is 45.3.
    #expect(chiSquared < 45.3)
  }

  @Test func `certain and impossible successes need no luck`() {
    var generator = SplitMix64(seed: 3)
    #expect(BinomialDistribution(trials: 7, probability: 1).draw(using: &generator) == 7)
    #expect(BinomialDistribution(trials: 7, probability: 0).draw(using: &generator) == 0)
    #expect(BinomialDistribution(trials: 0, probability: 0.5).draw(using: &generator) == 0)
  }

  @Test func `cumulated probabilities are exact on both sides of the mean`() {
    let coin = BinomialDistribution(trials: 4, probability: 0.5)
    let expected = [1, 15.0 / 16, 11.0 / 16, 5.0 / 16, 1.0 / 16, 0]
    for (successes, value) in expected.enumerated() {
      #expect((coin.atLeast(successes) - value).magnitude < 1e-14)
    }
  }
}
