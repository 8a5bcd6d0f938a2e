import EvalCore
import Testing

@Suite struct MetricNameTests {
  @Test(arguments: [
    (OutputType.multipleChoice, ["acc", "acc_norm"]), (.loglikelihood, ["perplexity", "acc"]),
    (.loglikelihoodRolling, ["word_perplexity", "byte_perplexity", "bits_per_byte"]),
  ])
  func `a task that lists no metrics has lm-eval's`(type: OutputType, names: [String]) {
    #expect(MetricConfiguration.defaults(for: type).map(\.name) == names)
  }

  @Test func `what an entry leaves out is lm-eval's default`() {
    let entry = MetricConfiguration(.bitsPerByte)
    #expect(entry == MetricConfiguration(name: "bits_per_byte", aggregation: .bitsPerByte, higherIsBetter: false))
    #expect(MetricConfiguration(.acc, aggregation: .nanmean).aggregation == .nanmean)
    #expect(MetricConfiguration(.f1).higherIsBetter)
  }

  @Test func `a metric that a kind of task has not is left out of the columns`() throws {
    let configurations = [MetricConfiguration(.accNorm), MetricConfiguration(.acc), MetricConfiguration(.perplexity)]
    let columns = try MetricColumn.columns(configurations, docs: [SampleDocs.continuation(-1, isGreedy: true)])
    #expect(columns.map(\.configuration.name) == ["perplexity", "acc"])
    #expect(columns.map(\.values) == [[.number(-1)], [.integer(1)]])
    #expect(try MetricName.bypass.value(of: SampleDocs.choice([-1, -2])) == nil)
  }

  @Test(arguments: [MetricName.acc, .accNorm, .accBytes])
  func `ties go to the lowest index, as in lm-eval`(metric: MetricName) throws {
    let doc = SampleDocs.choice([-4, -2, -2], gold: .choice(1))
    #expect(try metric.value(of: doc) == .number(1))
    #expect(try metric.value(of: SampleDocs.choice([-4, -2, -2], gold: .choice(2))) == .number(0))
  }

  @Test func `acc_norm divides by code points and acc_bytes by bytes`() throws {
    // e + combining acute: one character, two code points, three bytes.
    let doc = SampleDocs.choice([-2.9, -1.9], gold: .choice(0), choices: ["e\u{301}", "n"])
    #expect(try MetricName.acc.value(of: doc) == .number(0))
    #expect(try MetricName.accNorm.value(of: doc) == .number(1))
    let wide = SampleDocs.choice([-3.5, -2, -2.9], gold: .choice(0), choices: ["é", "x", "ß"])
    #expect(try MetricName.accBytes.value(of: wide) == .number(0))
    #expect(try MetricName.accBytes.value(of: SampleDocs.choice([-3.5, -2], choices: ["é", "x"])) == .number(1))
  }

  @Test(arguments: [Double.nan, -.infinity, .infinity])
  func `a doc with a number that is none is wrong, whatever the index`(broken: Double) throws {
    for gold in 0..<2 {
      let doc = SampleDocs.choice([broken, -1], gold: .choice(gold), greedy: [true, true], unconditional: [-1, -1])
      for metric in [MetricName.acc, .accNorm, .accBytes, .accMutualInfo] {
        #expect(try metric.value(of: doc) == .number(0))
      }
      #expect(try MetricName.exactMatch.value(of: doc) == .integer(0))
      #expect(try MetricName.mcc.value(of: doc) == .labels(gold: gold, predicted: nil))
    }
    #expect(try MetricName.acc.value(of: SampleDocs.continuation(broken, isGreedy: true)) == .integer(0))
  }

  @Test func `a broken log-likelihood stays in sums`() throws {
    let value = try #require(try MetricName.perplexity.value(of: SampleDocs.continuation(.nan)))
    #expect(try Aggregation.perplexity.value(of: [value, .number(-1)], metric: "perplexity").isNaN)
  }

  @Test func `any of several right choices is right, and none that is not there`() throws {
    let doc = SampleDocs.choice([-3, -2, -1], gold: .anyOf([2, 7]), greedy: [false, false, true])
    #expect(try MetricName.acc.value(of: doc) == .number(1))
    #expect(try MetricName.exactMatch.value(of: doc) == .integer(1))
    #expect(try MetricName.acc.value(of: SampleDocs.choice([-1], gold: .anyOf([]))) == .number(0))
    for gold in [Gold.outOfRange, .choice(3), .choice(-1), .text("elsewhere")] {
      let lost = SampleDocs.choice([-3, -2, -1], gold: gold, greedy: [true, true, true])
      #expect(try MetricName.acc.value(of: lost) == .number(0))
      #expect(try MetricName.exactMatch.value(of: lost) == .integer(0))
      #expect(try MetricName.f1.value(of: lost) == .labels(gold: -100, predicted: 2))
    }
    #expect(try MetricName.acc.value(of: SampleDocs.choice([-3, -1], gold: .text("c1"))) == .number(1))
  }

  @Test(arguments: [MetricName.f1, .mcc, .brierScore])
  func `a metric of one right choice refuses several`(metric: MetricName) {
    #expect(throws: MetricError.severalGolds(metric)) {
      try metric.value(of: SampleDocs.choice([-1, -2], gold: .anyOf([0, 1])))
    }
  }

  @Test func `what a metric lacks is named with its remedy`() {
    #expect(throws: MetricError.noUnconditional) { try MetricName.accMutualInfo.value(of: SampleDocs.choice([-1])) }
    #expect(throws: MetricError.noLength(.wordPerplexity)) {
      try MetricName.wordPerplexity.value(of: SampleDocs.text(-1, words: nil))
    }
    #expect("\(MetricError.noUnconditional)".contains("Score the unconditional requests too"))
    #expect("\(MetricError.noLength(.bytePerplexity))".contains("Store them with the outcome"))
    #expect("\(MetricError.severalGolds(.mcc))".contains("metric mcc: a doc has several right choices"))
  }
}
