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
