/// The standard error of a mean: the sample standard deviation over √n.
///
/// Source: lm-evaluation-harness, `lm_eval/api/metrics.py`, `mean_stderr`.
struct MeanStandardError {
  /// The standard error; NaN where a value is not finite.
  let value: Double

  /// The standard error of the mean of at least two values.
  init(_ values: [Double]) {
    let mean = values.mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    value = (squares / Double(values.count - 1)).squareRoot() / Double(values.count).squareRoot()
  }
}

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

/// The bootstrap standard error of a median, in the limit of infinitely many resamples.
///
/// The median of a resample is at most the j-th value in ascending order exactly when more than half of its n draws,
/// each with probability j / n, are among the first j.
///
/// Source: Maritz and Jarrett 1978, *A note on estimating the variance of the sample median*.
struct MedianStandardError {
  /// The standard error; NaN where a value is not finite.
  let value: Double

  /// The standard error of the upper median of at least two values.
  init(_ values: [Double]) {
    let ascending = values.sorted()
    let count = ascending.count
    let atMost = (0...count).map { place in
      BinomialDistribution(trials: count, probability: Double(place) / Double(count)).atLeast(count / 2 + 1)
    }
    let masses = (0..<count).map { atMost[$0 + 1] - atMost[$0] }
    let mean = zip(ascending, masses).reduce(0) { $0 + $1.0 * $1.1 }
    value = zip(ascending, masses).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }.squareRoot()
  }
}

/// The bootstrap standard error of a perplexity, in the limit of infinitely many resamples.
///
/// A resample's perplexity is a product of n independent draws of e^(−x/n), so its moments are powers of the mean and
/// the mean square of these factors.
struct PerplexityStandardError {
  /// The standard error; NaN where a log-probability is not finite.
  let value: Double

  /// The standard error of e to the negative mean of at least two log-probabilities.
  init(logprobs: [Double]) {
    let count = Double(logprobs.count)
    let center = logprobs.mean
    let excess = logprobs.map { exponentialMinusOne((center - $0) / count) }
    let mean = excess.mean
    let variance = excess.map { ($0 - mean) * ($0 - mean) }.mean
    let expectation = exponential(count * logOnePlus(mean) - center)
    let relativeVariance = exponentialMinusOne(count * logOnePlus(variance / ((1 + mean) * (1 + mean))))
    value = expectation * relativeVariance.squareRoot()
  }
}
