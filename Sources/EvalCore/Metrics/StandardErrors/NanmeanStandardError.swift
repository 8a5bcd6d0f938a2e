/// The bootstrap standard error of the mean of those values that are numbers, in the limit of infinitely many
/// resamples.
///
/// Of n draws, k hit a number with binomial probability, and the mean of k numbers has the variance σ² / k; resamples
/// without any number have no mean and are left out.
struct NanmeanStandardError {
  /// The standard error; NaN without numbers.
  let value: Double

  /// The standard error of the mean of at least two values.
  init(_ values: [Double]) {
    let numbers = values.filter { !$0.isNaN }
    let mean = numbers.mean
    let variance = numbers.map { ($0 - mean) * ($0 - mean) }.mean
    value = (variance * Self.meanInverseCount(numbers.count, of: values.count)).squareRoot()
  }

  /// The expectation of 1 / k over resamples with at least one number.
  private static func meanInverseCount(_ numbers: Int, of values: Int) -> Double {
    guard numbers > 0, numbers < values else { return 1 / Double(numbers) }
    let hits = BinomialDistribution(trials: values, probability: Double(numbers) / Double(values))
    let weights = (1...values).map { exponential(hits.logProbability($0)) }
    let inverse = weights.enumerated().reduce(0) { $0 + $1.element / Double($1.offset + 1) }
    return inverse / weights.reduce(0, +)
  }
}
