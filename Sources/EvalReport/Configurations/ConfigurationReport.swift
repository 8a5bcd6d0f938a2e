import EvalCore

/// Several runs as text that ends with a line feed: the table of their configurations, then only what differs.
struct ConfigurationReport {
  private let list: ConfigurationList
  private let notes: ConfigurationNotes

  /// A report of several runs.
  init(_ list: ConfigurationList) {
    self.list = list
    notes = ConfigurationNotes(list)
  }

  /// What the table shows of accuracy; none where nothing is right or wrong.
  private var legend: [String] {
    list.rows.contains { $0.row.tally.judged > 0 } ? ["95 %: Wilson's interval of the accuracy in per cent"] : []
  }

  private var title: String { "\(list.rows.count) configurations of \(list.runs.count) runs" }

  /// The report for a terminal.
  func text(style: TextStyle) -> String {
    let table = ConfigurationTable(list.rows)
    let lines = notes.verdicts(style: style) + notes.warnings + notes.runs + legend
    let differences = notes.differences.map(Self.line)
    return "\(title)\nIn all rows: \(table.common)\n\n" + TextTable(columns: table.columns).render()
      + lines.map { "  \($0)\n" }.joined() + (differences.isEmpty ? "" : "\nThe runs differ in:\n")
      + differences.joined()
  }

  /// Values beside each other or, where that is too long for a line, below each other.
  private static func line(_ difference: ManifestDifference) -> String {
    let line = "  * \(difference.name): \(difference.values.joined(separator: " | "))\n"
    guard line.count > TerminalReport.standardWidth else { return line }
    return "  * \(difference.name):\n" + difference.values.map { "      \($0)\n" }.joined()
  }

  /// The report for GitHub.
  func markdown() -> String {
    let table = ConfigurationTable(list.rows, escape: Markdown.cell)
    let lines = notes.verdicts() + notes.warnings + notes.runs + legend
    let differences = notes.differences.map { difference in
      "* \(difference.name): \(difference.values.map(Markdown.cell).joined(separator: "; "))\n"
    }
    return "# \(title)\n\nIn all rows: \(table.common).\n\n" + TextTable(columns: table.columns).render() + "\n"
      + lines.map { "* \(Markdown.cell($0))\n" }.joined() + (differences.isEmpty ? "" : "\n## What differs\n\n")
      + differences.joined()
  }
}
