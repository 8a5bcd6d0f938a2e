import EvalCore
import Testing

@Suite struct AggregationTests {
  static func labels(_ pairs: (Int, Int?)...) -> [MetricValue] {
    pairs.map { .labels(gold: $0.0, predicted: $0.1) }
  }

  @Test func `a doc without prediction is wrong in f1, and a class of its own in mcc`() throws {
    // TP 1; the missing predictions are a false negative and a false positive.
    let values = Self.labels((1, 1), (1, nil), (0, nil), (0, 0))
    #expect(try Aggregation.f1.value(of: values, metric: "f1") == 0.5)
    // 2 right of 4; golds 2 + 2; predictions 1, 1, 2: (2·4 − 4) / √((16 − 8)(16 − 6)).
    let expected = 4 / 80.0.squareRoot()
    #expect((try Aggregation.matthewsCorrcoef.value(of: values, metric: "mcc") - expected).magnitude < 1e-15)
  }

  @Test func `f1 is 0 without true positives and mcc is 0 without variation`() throws {
    #expect(try Aggregation.f1.value(of: Self.labels((0, 0), (0, 0)), metric: "f1") == 0)
    #expect(try Aggregation.matthewsCorrcoef.value(of: Self.labels((1, 1), (1, 1)), metric: "mcc") == 0)
  }

  @Test func `cb's f1 is the mean of three one-against-all scores`() throws {
    // Class 0: 2·1/3, class 1: 2·1/3, class 2: 0.
    let values = Self.labels((0, 0), (0, 1), (1, 1), (2, nil))
    #expect((try Aggregation.threeClassF1.value(of: values, metric: "f1") - 4.0 / 9).magnitude < 1e-15)
    #expect(try Aggregation.threeClassF1.stderr(of: values, metric: "f1") == nil)
  }

  @Test func `f1 of more than two choices is refused`() {
    #expect(throws: MetricError.notBinary(metric: "f1", label: 2)) {
      try Aggregation.f1.value(of: Self.labels((0, 0), (2, 1)), metric: "f1")
    }
    #expect("\(MetricError.notBinary(metric: "f1", label: 2))".contains("Use mcc or acc"))
  }

  @Test(arguments: [Aggregation.mean, .median, .perplexity, .nanmean, .weightedPerplexity, .bitsPerByte, .brierScore])
  func `values of another kind are refused`(aggregation: Aggregation) {
    #expect(throws: MetricError.unfitValues(aggregation, metric: "mcc")) {
      try aggregation.value(of: Self.labels((0, 1)), metric: "mcc")
    }
  }

  @Test func `labels and weights are asked for where they are needed`() {
    #expect(throws: MetricError.unfitValues(.f1, metric: "acc")) {
      try Aggregation.f1.stderr(of: [.number(1), .number(0)], metric: "acc")
    }
    #expect("\(MetricError.unfitValues(.f1, metric: "acc"))".contains("Leave the aggregation out"))
    #expect(throws: MetricError.noWeight(.bitsPerByte, metric: "b")) {
      try Aggregation.bitsPerByte.value(of: [.weighted(loglikelihood: -1, weight: 0)], metric: "b")
    }
    #expect("\(MetricError.noWeight(.bitsPerByte, metric: "b"))".contains("Look for empty texts"))
  }

  @Test func `a right choice that is not there costs the Brier score its whole probability`() throws {
    let lost = MetricValue.distribution(gold: MetricValue.outOfRange, probabilities: [0.5, 0.5])
    let sure = MetricValue.distribution(gold: 1, probabilities: [0, 1])
    #expect(try Aggregation.brierScore.value(of: [lost, sure], metric: "brier_score") == 0.75)
  }

  @Test func `nanmean leaves out what is no number`() throws {
    #expect(try Aggregation.nanmean.value(of: [.number(.nan), .integer(1), .number(0)], metric: "m") == 0.5)
    #expect(try Aggregation.nanmean.value(of: [.number(.nan)], metric: "m").isNaN)
  }

  @Test func `bypass is 999 and has no standard error`() throws {
    #expect(try Aggregation.bypass.value(of: [.number(1), .number(2)], metric: "m") == 999)
    #expect(try Aggregation.bypass.stderr(of: [.number(1), .number(2)], metric: "m") == nil)
  }

  @Test func `one doc has no standard error, and without resamples nothing has`() throws {
    #expect(try Aggregation.mean.stderr(of: [.number(1)], metric: "acc") == nil)
    #expect(try Aggregation.mean.stderr(of: [.number(1), .number(0)], metric: "acc", resamples: 0) == nil)
    #expect(try Aggregation.mean.stderr(of: [.number(1), .number(0)], metric: "acc") == 0.5)
  }

  @Test func `a task's length is that of its longest metric`() throws {
    let metrics = try TaskMetrics(
      task: "t",
      columns: [
        MetricColumn(configuration: MetricConfiguration(.acc), values: [.number(1)]),
        MetricColumn(configuration: MetricConfiguration(.exactMatch), values: [.integer(1), .integer(0)]),
      ], filter: "strict")
    #expect(metrics.sampleLength == 2)
    #expect(metrics.results.map(\.key) == ["acc,strict", "exact_match,strict"])
    #expect(metrics.results.map(\.stderrKey) == ["acc_stderr,strict", "exact_match_stderr,strict"])
    #expect(metrics.results.map(\.value) == [1, 0.5])
    #expect(metrics.results.map(\.stderr) == [nil, 0.5])
  }
}
