import EvalCore

/// A run, or several, as a table in LaTeX (booktabs), with the verdict in it unless it is VALID.
struct LaTeXReport {
  private static let head = "% \\usepackage{booktabs}\n"

  /// The rows of a run as text that ends with a line feed.
  func render(_ report: RunReport) -> String {
    let text = VerdictText(report.result)
    let isFine = text.isComplete && report.result.verdict.status == .valid
    let notes = isFine ? [] : ["\(text.headline): \(text.meaning)"]
    return Self.head + "% \(LaTeX.oneLine(RunLine(report.manifest).text))\n"
      + (report.showsMetrics ? metrics(report, notes) : accuracies(report, notes))
  }

  /// The configurations of several runs as text that ends with a line feed.
  func render(_ list: ConfigurationList) -> String {
    let notes = ConfigurationNotes(list)
    let table = ConfigurationTable(list.rows)
    return Self.head + "% In all rows: \(LaTeX.oneLine(table.common))\n"
      + notes.runs.map { "% \(LaTeX.oneLine($0))\n" }.joined()
      + LaTeXTable(columns: table.columns, notes: notes.verdicts() + notes.warnings).render()
  }

  private func accuracies(_ report: RunReport, _ notes: [String]) -> String {
    let rows = report.result.rows
    let shots = ShotTexts(rows, report.manifest.task)
    let loops = TableColumn("Loops", rows) { NumberText.loops($0.loops) }
    let columns =
      [TableColumn("Task", isRight: false, rows, \.alias), TableColumn("n-shot", rows) { shots[$0] }]
      + (report.result.readouts.count > 1 ? [loops] : []) + [
        TableColumn("correct/total", rows) { Measurements($0).count },
        TableColumn("Accuracy", rows) { Measurements($0).share },
        TableColumn("95 %", rows) { Measurements($0).shortInterval },
      ]
    return LaTeXTable(columns: columns, notes: notes, depths: rows.map(\.depth)).render()
  }

  private func metrics(_ report: RunReport, _ notes: [String]) -> String {
    let rows = zip(report.readouts, report.result.readouts).flatMap { readout, loops in
      readout.results.rows(.tasks).map { (row: $0, loops: loops) }
    }
    let loops = TableColumn("Loops", rows) { NumberText.loops($0.loops) }
    let columns =
      [TableColumn("Task", isRight: false, rows) { $0.row.name }, TableColumn("n-shot", rows) { $0.row.shots }]
      + (report.readouts.count > 1 ? [loops] : []) + [
        TableColumn("Metric", isRight: false, rows) { "\($0.row.metric) \($0.row.arrow)" },
        TableColumn("Value", rows) { $0.row.value }, TableColumn("Stderr", rows) { $0.row.stderr },
      ]
    let ties = report.readouts.flatMap(\.tieLines)
    return LaTeXTable(columns: columns, notes: ties + notes, depths: rows.map(\.row.depth)).render()
  }
}

extension LaTeX {
  /// Text for a comment.
  static func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
}
