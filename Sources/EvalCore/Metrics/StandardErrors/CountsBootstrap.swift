/// The bootstrap standard error of a statistic of counts.
///
/// Drawing n docs with replacement puts a multinomial number of them into each cell; drawing these numbers instead of
/// docs gives the same distribution in time that does not depend on n. The sequence of draws is always the same.
///
/// Source: Efron 1979, *Bootstrap methods: another look at the jackknife*.
struct CountsBootstrap {
  /// Number of resamples.
  let resamples: Int

  /// The sample standard deviation of the statistic over the resamples.
  func stderr(of counts: some ResampledCounts) -> Double {
    var generator = SplitMix64(seed: 0)
    let statistics = (0..<resamples).map { _ in
      counts.statistic(Self.resampled(counts.cells, using: &generator))
    }
    let mean = statistics.mean
    let squares = statistics.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(resamples - 1)).squareRoot()
  }

  /// A multinomial draw: each cell takes a binomial share of what the cells before it left.
  private static func resampled(_ cells: [Int], using generator: inout SplitMix64) -> [Int] {
    var docsLeft = cells.reduce(0, +)
    var sourceLeft = docsLeft
    return cells.map { cell in
      let share = sourceLeft == 0 ? 0 : Double(cell) / Double(sourceLeft)
      let drawn = BinomialDistribution(trials: docsLeft, probability: share).draw(using: &generator)
      sourceLeft -= cell
      docsLeft -= drawn
      return drawn
    }
  }
}

/// Docs counted in cells, and a statistic that depends on the docs through these counts alone.
protocol ResampledCounts {
  /// Docs in each cell.
  var cells: [Int] { get }

  /// The statistic of other counts in the same cells.
  func statistic(_ cells: [Int]) -> Double
}
