import EvalCore

/// A run as comma-separated values: a header, then a line a row (RFC 4180, lines end with a line feed).
///
/// Numbers have all their digits, what is unknown is empty. `run_verdict` and `complete` are the same in every line, so
/// that no line can be taken out of a broken run unmarked.
public struct CSVReport: Sendable {
  /// A report.
  public init() {}

  /// The report as text that ends with a line feed.
  public func render(_ report: RunReport) -> String {
    let labels = report.result.totals.first?.tally.labels ?? []
    let lines = report.result.rows.map { row in
      values(row, labels: labels) + [
        report.result.verdict.status.rawValue, VerdictText(report.result).isComplete ? "true" : "false",
      ]
    }
    return ([header(labels)] + lines).map(CSVText.line).joined()
  }

  private func header(_ labels: [String]) -> [String] {
    [
      "task", "level", "loops", "correct", "judged", "total", "accuracy", "stderr", "ci95_low", "ci95_high",
      "balanced_accuracy",
    ]
      + labels.map { "predicted_\($0)" } + labels.map { "gold_\($0)" }
      + ["invalid", "ties", "near_ties", "mean_choice_mass", "verdict", "run_verdict", "complete"]
  }

  private func values(_ row: ResultRow, labels: [String]) -> [String] {
    let tally = row.tally
    return [
      row.task, row.level.rawValue, row.loops.map(String.init) ?? "", "\(tally.correct)",
      "\(tally.judged)", "\(tally.total)", CSVText.number(row.accuracy), CSVText.number(row.stderr),
      CSVText.number(row.ci95.low),
      CSVText.number(row.ci95.high),
      CSVText.number(tally.balancedAccuracy),
    ] + labels.indices.map { count(tally.predicted, $0) } + labels.indices.map { count(tally.gold, $0) } + [
      "\(tally.invalid)", "\(tally.ties)", "\(tally.nearTies)", CSVText.number(tally.meanChoiceMass),
      row.verdict.status.rawValue,
    ]
  }

  private func count(_ counts: [Int], _ index: Int) -> String { index < counts.count ? "\(counts[index])" : "0" }
}

/// Values of comma-separated lines (RFC 4180; lines end with a line feed).
enum CSVText {
  /// A line of fields, in quotes where they need them.
  static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\n" }

  /// A number with all its digits; empty where it is not there or not finite.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return "\(value)"
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}

/// The metrics of a run as comma-separated values: a header, then a line a task or group, read-out and metric.
///
/// Numbers have all their digits, what is unknown is empty. `run_verdict` and `complete` are the same in every line.
struct MetricsCSV {
  private static let header = [
    "task", "level", "loops", "metric", "filter", "value", "stderr", "docs", "run_verdict", "complete",
  ]

  /// The report as text that ends with a line feed.
  func render(_ report: RunReport) -> String {
    let end = [report.result.verdict.status.rawValue, "\(VerdictText(report.result).isComplete)"]
    let lines = zip(report.readouts, report.result.readouts).flatMap { readout, loops in
      let tasks = readout.results.tasks.flatMap { task in
        line(task.metrics.task, "task", loops, task.metrics.results.map { ($0, task.metrics.sampleLength) })
      }
      let groups = readout.results.groups.flatMap { group in
        line(group.name, "group", loops, Array(zip(group.metrics.results, group.metrics.sampleCounts)))
      }
      return tasks + groups
    }
    return ([Self.header] + lines.map { $0 + end }).map(CSVText.line).joined()
  }

  private func line(
    _ name: String, _ level: String, _ loops: Int?, _ results: [(MetricResult, docs: Int)]
  ) -> [[String]] {
    results.map { result, docs in
      [
        name, level, loops.map(String.init) ?? "", result.name, result.filter, CSVText.number(result.value),
        CSVText.number(result.stderr), "\(docs)",
      ]
    }
  }
}
