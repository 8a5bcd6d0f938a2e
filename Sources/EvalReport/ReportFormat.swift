import EvalCore

/// A form in which a run, or several, can be reported.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For a terminal: lm-evaluation-harness's table or, of several loop counts, one with a column each; with the verdict.
  case table
  /// A page for GitHub.
  case markdown
  /// One JSON object; of tasks with metrics of their own, lm-evaluation-harness's results and the verdict.
  case json
  /// A line a row, for spreadsheets; of tasks with metrics of their own, a line a metric.
  case csv
  /// A table in LaTeX, with the rules of booktabs.
  case latex
  /// lm-evaluation-harness's own tables, one a loop count, with the verdict.
  case lmEval = "lm-eval"
  /// One HTML file with plots and every question, complete in itself.
  case html

  /// The report as text that ends with a line feed.
  ///
  /// - Parameters:
  ///   - report: The run.
  ///   - style: Whether a terminal's colours may be used; only what is for a terminal has any.
  ///   - width: Columns that the table of several loop counts may take.
  /// - Throws: Only where our own template or encoding is broken.
  public func render(
    _ report: RunReport, style: TextStyle = .plain, width: Int = TerminalReport.standardWidth
  ) throws -> String {
    switch self {
    case .table: TerminalReport(style: style, width: width).render(report)
    case .markdown: try MarkdownReport().render(report)
    case .json: report.showsMetrics ? try LMEvalReport(report).json() : try JSONReport().render(report)
    case .csv: report.showsMetrics ? MetricsCSV().render(report) : CSVReport().render(report)
    case .latex: LaTeXReport().render(report)
    case .lmEval: TerminalReport(style: style, width: width).renderAsHarness(report)
    case .html: try HTMLReport([NamedReport(name: report.manifest.model.name, report: report)]).render()
    }
  }

  /// Several runs as text that ends with a line feed: a table of their configurations, then what differs between them.
  ///
  /// lm-evaluation-harness has no such table, and in its form the runs' reports come one after another.
  ///
  /// - Parameters:
  ///   - runs: The runs.
  ///   - isFull: Whether each run's whole report follows; JSON always has them, and CSV never.
  ///   - style: Whether a terminal's colours may be used.
  ///   - width: Columns that the table of several loop counts may take.
  /// - Throws: Only where our own template or encoding is broken.
  public func render(
    _ runs: [NamedReport], isFull: Bool = false, style: TextStyle = .plain, width: Int = TerminalReport.standardWidth
  ) throws -> String {
    let list = ConfigurationList(runs)
    func whole(if isWanted: Bool) throws -> [String] {
      guard isWanted else { return [] }
      return try runs.map { try render($0.report, style: style, width: width) }
    }
    switch self {
    case .table:
      let titles = ConfigurationNotes(list).runs.map { "=== \($0)\n\n" }
      let reports = zip(titles, try whole(if: isFull)).map { $0 + $1 }
      return ([ConfigurationReport(list).text(style: style)] + reports).joined(separator: "\n")
    case .markdown:
      return ([ConfigurationReport(list).markdown()] + (try whole(if: isFull))).joined(separator: "\n")
    case .json: return try ConfigurationJSON(list).text(runs: whole(if: true))
    case .csv: return ConfigurationCSV(list).render()
    case .latex: return ([LaTeXReport().render(list)] + (try whole(if: isFull))).joined(separator: "\n")
    case .lmEval: return try whole(if: true).joined(separator: "\n")
    case .html: return try HTMLReport(runs).render()
    }
  }
}
