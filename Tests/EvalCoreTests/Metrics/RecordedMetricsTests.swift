import EvalCore
import Foundation
import Testing

/// Our metrics against `Golden/metrics.json`, which `Golden/record_metrics.py` records from lm_eval 0.4.13.
@Suite struct RecordedMetricsTests {
  struct Recording: Decodable {
    let cases: [Case]
    let groups: [Group]
  }

  struct Case: Decodable, CustomStringConvertible, Sendable {
    let name: String
    let output_type: OutputType
    let aggregations: [String: Aggregation]
    let metrics: [MetricName]
    let docs: [Doc]
    let values: [[String: Value]]
    let results: [String: Value]

    var description: String { name }
    var configurations: [MetricConfiguration] {
      metrics.map { MetricConfiguration($0, aggregation: aggregations[$0.rawValue]) }
    }
  }

  struct Doc: Decodable, Sendable {
    let choices: [String]
    let gold: Value
    let lls: [Double]
    let greedy: [Bool]
    let unconditional: [Double]?
    let words: Int?
    let bytes: Int?

    func input(_ type: OutputType) -> MetricInput {
      MetricInput(
        outputType: type, choices: choices, gold: gold.gold, loglikelihoods: lls, isGreedy: greedy,
        unconditional: unconditional, words: words, bytes: bytes)
    }
  }

  enum Value: Decodable, Sendable {
    case number(Double)
    case text(String)
    case list([Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .list(try container.decode([Value].self))
      }
    }

    /// All numbers in it, in order.
    var numbers: [Double] {
      switch self {
      case .number(let number): [number]
      case .text: []
      case .list(let values): values.flatMap(\.numbers)
      }
    }

    var gold: Gold {
      switch self {
      case .number(let number): .choice(Int(number))
      case .text(let text): .text(text)
      case .list: .anyOf(numbers.map(Int.init))
      }
    }
  }

  struct Group: Decodable, Sendable {
    let means: [Double]
    let stderrs: [Double]
    let sizes: [Int]
    let weighted: Double
    let pooled: Double
    let unweighted: Double
    let unweighted_stderr: Double
  }

  static let recording: Recording? = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/metrics.json")
    return try? JSONDecoder().decode(Recording.self, from: Data(contentsOf: path))
  }()

  static func isClose(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-12) -> Bool {
    value == expected || (value - expected).magnitude <= tolerance * expected.magnitude
  }

  static func numbers(_ value: MetricValue) -> [Double] {
    switch value {
    case .number(let number): [number]
    case .integer(let number): [Double(number)]
    case .weighted(let loglikelihood, let weight): [loglikelihood, Double(weight)]
    case .labels(let gold, let predicted): [Double(gold), Double(predicted ?? -1)]
    case .distribution(let gold, let probabilities): [Double(gold)] + probabilities
    }
  }

  @Test func `the recording is there and whole`() throws {
    let recording = try #require(Self.recording)
    #expect(recording.cases.count == 12)
    #expect(recording.groups.count == 6)
  }

  @Test(arguments: recording?.cases ?? [])
  func `every doc's value is lm-eval's`(recorded: Case) throws {
    for (doc, values) in zip(recorded.docs, recorded.values) {
      let input = doc.input(recorded.output_type)
      let ours = try recorded.metrics.reduce(into: [String: [Double]]()) {
        $0[$1.rawValue] = try $1.value(of: input).map(Self.numbers)
      }
      #expect(Set(ours.keys) == Set(values.keys))
      for (name, value) in values {
        let own = ours[name] ?? []
        #expect(own.count == value.numbers.count)
        #expect(zip(own, value.numbers).allSatisfy { Self.isClose($0, $1) }, "\(name): \(own) for \(value.numbers)")
      }
    }
  }

  @Test(arguments: recording?.cases ?? [])
  func `every result is lm-eval's, and bootstraps are within their own error`(recorded: Case) throws {
    let columns = try MetricColumn.columns(
      recorded.configurations, docs: recorded.docs.map { $0.input(recorded.output_type) })
    let metrics = try TaskMetrics(task: "t", columns: columns, resamples: 20_000)
    #expect(metrics.sampleLength == recorded.docs.count)
    #expect(Set(metrics.results.flatMap { [$0.key, $0.stderrKey] }) == Set(recorded.results.keys))
    for (result, column) in zip(metrics.results, columns) {
      let value = try #require(recorded.results[result.key]?.numbers.first)
      #expect(Self.isClose(result.value, value), "\(result.key): \(result.value) for \(value)")
      let stderr = recorded.results[result.stderrKey]?.numbers.first
      // Four standard errors of a bootstrap's 1,000 resamples (f1 and mcc) or 20,000.
      let isCounted = [.f1, .matthewsCorrcoef].contains(column.configuration.aggregation)
      let tolerance = column.configuration.aggregation == .mean ? 1e-12 : isCounted ? 0.09 : 0.02
      #expect((result.stderr == nil) == (stderr == nil))
      #expect(
        Self.isClose(result.stderr ?? 0, stderr ?? 0, tolerance),
        "\(result.stderrKey): \(result.stderr ?? 0) for \(stderr ?? 0)")
    }
  }

  @Test(arguments: recording?.groups.indices ?? 0..<0)
  func `groups are lm-eval's`(index: Int) throws {
    let recorded = try #require(Self.recording?.groups[index])
    let tasks = recorded.means.indices.map { place in
      TaskMetrics(
        task: "t\(place)", sampleLength: recorded.sizes[place],
        results: [MetricResult(name: "acc", value: recorded.means[place], stderr: recorded.stderrs[place])])
    }
    for isWeighted in [true, false] {
      let group = GroupMetrics(
        group: "g", metrics: [AggregateMetric(metric: "acc", weightBySize: isWeighted)], tasks: tasks)
      let result = try #require(group.results.first)
      #expect(Self.isClose(result.value, isWeighted ? recorded.weighted : recorded.unweighted))
      #expect(Self.isClose(result.stderr ?? 0, isWeighted ? recorded.pooled : recorded.unweighted_stderr))
    }
  }
}
