import Testing

@testable import EvalCore

/// The closed forms against all resamples there are.
@Suite struct StandardErrorLimitTests {
  /// The standard deviation of a statistic over all resamples of values, those with a statistic that is NaN left out.
  static func exhaustive(_ values: [Double], _ statistic: ([Double]) -> Double) -> Double {
    var resamples: [[Double]] = [[]]
    for _ in values { resamples = resamples.flatMap { resample in values.map { resample + [$0] } } }
    let statistics = resamples.map(statistic).filter { !$0.isNaN }
    let mean = statistics.mean
    return statistics.map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
  }

  static func expectClose(_ value: Double, _ expected: Double, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect((value / expected - 1).magnitude < 1e-12, "\(value) for \(expected)", sourceLocation: sourceLocation)
  }

  static let samples: [[Double]] = [
    [-1, -2], [-0.5, -3, -9], [-1, -1, -4, -2.5], [-0.1, -7, -7, -30, -2], [-3, -1, -4, -1, -5, -9],
  ]

  @Test(arguments: samples)
  func `perplexity`(logprobs: [Double]) {
    let expected = Self.exhaustive(logprobs) { exponential(-$0.mean) }
    Self.expectClose(PerplexityStandardError(logprobs: logprobs).value, expected)
  }

  @Test(arguments: samples)
  func `median`(values: [Double]) {
    let expected = Self.exhaustive(values) { $0.sorted()[$0.count / 2] }
    Self.expectClose(MedianStandardError(values).value, expected)
  }

  @Test(arguments: samples + [[.nan, 1, 3], [.nan, 2, .nan, 5, 1], [2, .nan, 4, 8, .nan, .nan]])
  func `mean of the numbers`(values: [Double]) {
    let expected = Self.exhaustive(values) { $0.filter { !$0.isNaN }.mean }
    Self.expectClose(NanmeanStandardError(values).value, expected)
  }

  @Test func `of many docs a perplexity's is what the normal approximation says`() {
    // 4,096 log-probabilities with a standard deviation near 1: relative error about 1/64.
    let logprobs = (0..<4096).map { -3 - Double(($0 * 2654) % 4096) / 4096 * 12.0.squareRoot() }
    let value = PerplexityStandardError(logprobs: logprobs).value / exponential(-logprobs.mean)
    #expect((value * 64 - 1).magnitude < 1e-3)
  }

  @Test func `what is not finite has no standard error`() {
    #expect(PerplexityStandardError(logprobs: [-1, -.infinity, -2]).value.isNaN)
    #expect(PerplexityStandardError(logprobs: [-1, .nan]).value.isNaN)
    #expect(MeanStandardError([1, .nan]).value.isNaN)
    #expect(NanmeanStandardError([.nan, .nan]).value.isNaN)
  }
}
