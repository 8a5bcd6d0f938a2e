import EvalCore

/// Two runs on the same docs as text for a terminal.
public struct ComparisonReport: Sendable {
  private let style: TextStyle

  /// A report with or without colours.
  public init(style: TextStyle = .plain) { self.style = style }

  /// What differs between the runs, and a table of all totals, groups and tasks at each pair of read-outs; ends with a
  /// line feed.
  public func render(_ first: RunLabel, _ second: RunLabel, _ comparisons: [ComparedReadouts]) -> String {
    let notes = comparisons.map(summary).joined()
    return """
      first:  \(first.name)\(warning(first))
      second: \(second.name)\(warning(second))
      \(differences(first, second))
      \(TextTable(columns: columns(comparisons)).render())
      \(notes)Difference: second minus first in percentage points, with the 95 % interval for matched proportions \
      (Agresti and Min 2005).
      p: exact two-sided McNemar test that both are equally accurate. Holm: p corrected for \(tests(comparisons)) by Holm's \
      method.
      \(metrics(comparisons))
      """
  }

  /// The other metrics; empty where the tasks have none.
  private func metrics(_ comparisons: [ComparedReadouts]) -> String {
    let rows = comparisons.flatMap { compared in compared.metrics.map { (loops(compared), $0) } }
    guard !rows.isEmpty else { return "" }
    let table = TextTable(columns: [
      TableColumn("Task", isRight: false, rows) { $0.1.task }, TableColumn("Loops", rows) { $0.0 },
      TableColumn("Metric", isRight: false, rows) { $0.1.metric },
      TableColumn("First", rows) { NumberText.fixed($0.1.first, 4) },
      TableColumn("Second", rows) { NumberText.fixed($0.1.second, 4) },
      TableColumn("Difference", rows) { signed($0.1.difference) },
      TableColumn("95 % interval", rows) { row in
        row.1.interval.map { "\(signed($0.low)) to \(signed($0.high))" } ?? "–"
      },
    ])
    return "\n" + table.render()
      + "Intervals: of the docs' paired differences; of perplexities, of the paired log-likelihoods a unit, put on the first "
      + "run's value. No tests are made of them.\n"
  }

  private func signed(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return (value < 0 ? "−" : "+") + NumberText.fixed(value.magnitude, 4)
  }

  private func warning(_ run: RunLabel) -> String {
    guard run.verdict.status != .valid else { return "" }
    let reason = run.verdict.reasons.first?.message ?? ""
    return "\n        " + style.colored(run.verdict.status.rawValue, run.verdict.status) + ": " + reason
  }

  private func differences(_ first: RunLabel, _ second: RunLabel) -> String {
    let found = ManifestDifference.all(first.manifest, second.manifest)
    guard !found.isEmpty else { return "The runs' manifests agree in model, prompt and data.\n" }
    return "The runs differ in:\n" + found.map { "  * \($0.name): \($0.first) | \($0.second)\n" }.joined()
  }

  private func summary(_ compared: ComparedReadouts) -> String {
    let counts = compared.comparison.total
    return "At \(loops(compared)) loops: \(counts.both) docs both right, \(counts.neither) neither, "
      + "\(counts.rightToWrong) right→wrong, \(counts.wrongToRight) wrong→right.\n"
      + "  \(detectable(counts)) with probability \(DetectableDifference.power) (p < 0.05).\n"
  }

  private func detectable(_ counts: PairedCounts) -> String {
    let changes = counts.rightToWrong + counts.wrongToRight
    let found = counts.detectableDifference.map { "a difference of \(NumberText.fixed($0 * 100, 3)) points" }
    return "With \(changes) changes among \(counts.total) docs, \(found ?? "no difference") would have been found"
  }

  private func tests(_ comparisons: [ComparedReadouts]) -> String {
    let count = comparisons.first?.tests ?? 0
    return count == 1 ? "one test" : "\(count) tests"
  }

  private func loops(_ compared: ComparedReadouts) -> String {
    compared.firstLoops == compared.secondLoops
      ? NumberText.loops(compared.firstLoops)
      : "\(NumberText.loops(compared.firstLoops))→\(NumberText.loops(compared.secondLoops))"
  }

  private func columns(_ comparisons: [ComparedReadouts]) -> [TableColumn] {
    let rows = comparisons.flatMap { compared in compared.comparison.rows.map { (loops(compared), $0) } }
    let task = [
      TableColumn(header: "Tasks", cells: rows.map { .text(name($0.1)) }),
      TableColumn(header: "Loops", isRight: true, cells: rows.map { .text($0.0) }),
    ]
    let corrected = TableColumn(
      header: "Holm", isRight: true,
      cells: comparisons.flatMap(\.correctedPValues).map { .text(NumberText.pValue($0)) })
    return task + values(rows.map(\.1.counts)) + [corrected]
  }

  private func values(_ counts: [PairedCounts]) -> [TableColumn] {
    let texts: [(String, (PairedCounts) -> String)] = [
      ("First", { accuracy($0.firstCorrect, $0.total) }), ("Second", { accuracy($0.secondCorrect, $0.total) }),
      ("Difference", { NumberText.points($0.difference) }), ("95 % interval", { interval($0.differenceCI95) }),
      ("right→wrong", { "\($0.rightToWrong)" }), ("wrong→right", { "\($0.wrongToRight)" }),
      ("p", { NumberText.pValue($0.pValue) }),
    ]
    return texts.map { header, text in
      TableColumn(header: header, isRight: true, cells: counts.map { .text(text($0)) })
    }
  }

  private func accuracy(_ correct: Int, _ total: Int) -> String {
    "\(correct)/\(total) = \(NumberText.percent(Double(correct) / Double(total)))"
  }

  private func interval(_ interval: ConfidenceInterval) -> String {
    "\(NumberText.points(interval.low)) to \(NumberText.points(interval.high))"
  }

  private func name(_ row: PairedComparison.Row) -> String {
    row.depth == 0 ? row.alias : String(repeating: " ", count: row.depth) + "- " + row.alias
  }
}
