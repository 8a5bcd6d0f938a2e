import EvalCore
import Foundation

/// Several runs as a JSON object: `configurations`, `differences` and `runs`, which has each run's own report.
struct ConfigurationJSON: Encodable {
  /// A configuration; what it does not have, and what differs among its tasks, is null.
  struct Row: Encodable {
    let row: Int
    let run: String
    let task: String
    let docs: Int
    let model: String
    let checkpointSha256: Nullable<String>
    let program: Nullable<String>
    let groups: Nullable<Int>
    let sharing: Nullable<String>
    let injection: Nullable<String>
    let loops: Nullable<Int>
    let readout: Nullable<String>
    let exit: Nullable<String>
    let prompt: String
    let numFewshot: Nullable<Int>
    let precision: String
    let correct: Int
    let judged: Int
    let accuracy: Nullable<Double>
    let ci95: [Double]
    let metrics: [Metric]
    let verdict: String
    let verdictReasons: [String]
    let complete: Bool
    let samePredictionsAs: Nullable<Int>
  }

  /// A metric of its task or group.
  struct Metric: Encodable {
    let name: String
    let filter: String
    let value: Nullable<Double>
    let stderr: Nullable<Double>
  }

  /// Something in which runs differ.
  struct Difference: Encodable {
    let name: String
    /// In the order of the runs.
    let values: [String]
  }

  /// Two read-outs, doc by doc.
  struct Comparison: Encodable {
    /// A total, group or task.
    struct Row: Encodable {
      let task: String
      let docs: Int
      let firstAccuracy: Nullable<Double>
      let secondAccuracy: Nullable<Double>
      let difference: Nullable<Double>
      let differenceCI95: [Double]
      let rightToWrong: Int
      let wrongToRight: Int
      let pValue: Double
      let pValueHolm: Double
    }

    let first: String
    let second: String
    let firstLoops: Nullable<Int>
    let secondLoops: Nullable<Int>
    let rows: [Row]
  }

  let configurations: [Row]
  let differences: [Difference]
  /// What the page of these runs compares: see `RunComparisons`.
  let comparisons: [Comparison]

  /// The configurations of several runs.
  init(_ list: ConfigurationList) {
    configurations = list.rows.enumerated().map { Row($1, number: $0 + 1) }
    differences = list.differences.map { Difference(name: $0.name, values: $0.values) }
    comparisons = RunComparisons(list.runs).pairs.map { Comparison($0, list.runs) }
  }

  /// The object as text that ends with a line feed.
  ///
  /// - Parameter runs: The JSON text of every run's report.
  /// - Throws: Only where our own encoding is broken.
  func text(runs: [String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let fields = String(String(decoding: try encoder.encode(self), as: UTF8.self).dropLast(2))
    return fields + ",\n  \"runs\" : [\n" + runs.joined(separator: ",\n") + "  ]\n}\n"
  }
}

extension ConfigurationJSON.Row {
  fileprivate init(_ configuration: Configuration, number: Int) {
    let (row, model) = (configuration.row, configuration.manifest.model)
    self.row = number
    run = configuration.run.name
    task = row.task
    docs = row.tally.total
    self.model = model.name
    checkpointSha256 = Nullable(model.sha256)
    program = Nullable(model.program)
    groups = Nullable(model.depth?.groups)
    sharing = Nullable(model.depth?.sharing)
    injection = Nullable(model.depth?.injection)
    loops = Nullable(configuration.loops)
    readout = Nullable(configuration.kind?.rawValue)
    exit = Nullable(configuration.manifest.exit.map { ExitPolicyText(.rule($0)).text })
    prompt = configuration.manifest.task.prompt
    numFewshot = Nullable(Int(configuration.shots))
    precision = configuration.manifest.machine.precision
    correct = row.tally.correct
    judged = row.tally.judged
    accuracy = Nullable(finite: row.accuracy)
    ci95 = [row.ci95.low, row.ci95.high]
    metrics = configuration.metrics.map { metric in
      ConfigurationJSON.Metric(
        name: metric.name, filter: metric.filter, value: Nullable(finite: metric.value),
        stderr: Nullable(finite: metric.stderr))
    }
    verdict = configuration.verdict.status.rawValue
    verdictReasons = configuration.verdict.reasons.map(\.message)
    complete = configuration.isComplete
    samePredictionsAs = Nullable(configuration.twin.map { $0 + 1 })
  }
}

extension ConfigurationJSON.Comparison {
  init(_ pair: RunComparisons.Pair, _ runs: [NamedReport]) {
    first = runs[pair.first.run].name
    second = runs[pair.second.run].name
    firstLoops = Nullable(pair.compared.firstLoops)
    secondLoops = Nullable(pair.compared.secondLoops)
    rows = zip(pair.compared.comparison.rows, pair.compared.correctedPValues).map { row, corrected in
      let counts = row.counts
      return Row(
        task: row.task, docs: counts.total,
        firstAccuracy: Nullable(finite: Double(counts.firstCorrect) / Double(counts.total)),
        secondAccuracy: Nullable(finite: Double(counts.secondCorrect) / Double(counts.total)),
        difference: Nullable(finite: counts.difference),
        differenceCI95: [counts.differenceCI95.low, counts.differenceCI95.high], rightToWrong: counts.rightToWrong,
        wrongToRight: counts.wrongToRight, pValue: counts.pValue, pValueHolm: corrected)
    }
  }
}
