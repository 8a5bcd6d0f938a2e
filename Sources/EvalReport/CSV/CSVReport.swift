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

  private func values(_ row: TaskResult, labels: [String]) -> [String] {
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
