import Foundation
import Testing

@testable import EvalCore

@Suite struct PairedMetricTests {
  private static func run(_ docs: [(logprobs: [Double], weight: Int)], kind: OutputType, _ metrics: [MetricName]) throws
    -> RunMetrics
  {
    let outcomes = docs.enumerated().map { id, doc in
      Outcome(
        task: "t", docID: id, docHash: "d", promptHash: "p", targetHash: "t", outputType: kind,
        choices: kind == .multipleChoice ? ["a", "bb"] : [], golds: kind == .multipleChoice ? [0] : [],
        words: doc.weight, bytes: doc.weight,
        answers: [
          Outcome.Answer(
            loops: nil, logprobs: doc.logprobs, isGreedy: doc.logprobs.map { _ in false }, fault: nil)
        ])
    }
    return try RunMetrics(
      outcomes, by: RunMetricsTests.measures(["t": metrics.map { MetricConfiguration($0) }]), readout: 0)
  }

  /// acc_norm of the first run: 1, 0, 0, 1; of the second: 1, 1, 0, 1.
  @Test func `the interval of a mean is that of the docs' differences`() throws {
    let first = try Self.run(
      [([-1, -9], 1), ([-9, -1], 1), ([-9, -1], 1), ([-1, -9], 1)], kind: .multipleChoice, [.accNorm])
    let second = try Self.run(
      [([-1, -9], 1), ([-1, -9], 1), ([-9, -1], 1), ([-1, -9], 1)], kind: .multipleChoice, [.accNorm])
    let paired = try #require(PairedMetric.all(first, second).first)
    #expect(paired.first == 0.5 && paired.second == 0.75 && paired.difference == 0.25)
    let interval = try #require(paired.interval)
    // The differences 0, 1, 0, 0 have the standard deviation 0.5, so their mean has the standard error 0.25.
    #expect(abs(interval.low - (0.25 - 1.959963984540054 * 0.25)) < 1e-12)
    #expect(abs(interval.high - (0.25 + 1.959963984540054 * 0.25)) < 1e-12)
  }

  @Test func `the interval of bits a byte holds the difference, and shrinks to it where docs agree`() throws {
    let first = try Self.run(
      [([-10], 10), ([-20], 20), ([-12], 8)], kind: .loglikelihoodRolling, [.bitsPerByte, .bytePerplexity])
    // Every byte costs 0.1 nats less.
    let second = try Self.run(
      [([-9], 10), ([-18], 20), ([-11.2], 8)], kind: .loglikelihoodRolling, [.bitsPerByte, .bytePerplexity])
    let paired = PairedMetric.all(first, second)
    #expect(paired.map(\.metric) == ["byte_perplexity", "bits_per_byte"])
    for metric in paired {
      let interval = try #require(metric.interval)
      #expect(abs(interval.low - metric.difference) < 1e-12 && abs(interval.high - metric.difference) < 1e-12)
    }
    #expect(abs(paired[1].difference + 0.1 / log(2)) < 1e-12)
  }

  /// Docs drawn at random: the interval covers the true difference about 95 times of 100.
  @Test func `intervals of log-likelihoods a unit cover the truth`() throws {
    var generator = SplitMix64(seed: 5)
    func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    let trials = 400
    let covered = try (0..<trials).count { _ in
      let docs = (0..<60).map { _ in (weight: 5 + Int(uniform() * 40), noise: uniform() - 0.5) }
      let first = try Self.run(
        docs.map { ([-Double($0.weight)], $0.weight) }, kind: .loglikelihoodRolling, [.bitsPerByte])
      let second = try Self.run(
        docs.map { ([-Double($0.weight) * 0.9 + $0.noise * 8], $0.weight) }, kind: .loglikelihoodRolling, [.bitsPerByte]
      )
      guard let interval = PairedMetric.all(first, second).first?.interval else { return false }
      return (interval.low...interval.high).contains(-0.1 / log(2))
    }
    // Measured: 382 of 400; three standard deviations of a binomial with 0.95 are 13.
    #expect((360...396).contains(covered), "\(covered) of \(trials)")
  }

  @Test func `metrics that are no means have no interval, and unequal docs none either`() throws {
    let first = try Self.run([([-1, -2], 1), ([-1, -2], 1)], kind: .multipleChoice, [.mcc, .acc])
    let second = try Self.run([([-1, -2], 1)], kind: .multipleChoice, [.mcc, .acc])
    #expect(PairedMetric.all(first, first).first { $0.metric == "mcc" }?.interval == nil)
    #expect(PairedMetric.all(first, second).allSatisfy { $0.interval == nil })
  }
}
