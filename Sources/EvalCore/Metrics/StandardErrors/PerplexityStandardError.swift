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
