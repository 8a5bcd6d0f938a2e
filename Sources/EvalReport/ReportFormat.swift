/// A form in which a run can be reported.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// lm-evaluation-harness's table for a terminal, with the verdict.
  case table
  /// A page for GitHub.
  case markdown
  /// One JSON object; of tasks with metrics of their own, lm-evaluation-harness's results and the verdict.
  case json
  /// A line a row, for spreadsheets; of tasks with metrics of their own, a line a metric.
  case csv

  /// The report as text that ends with a line feed.
  ///
  /// - Parameters:
  ///   - report: The run.
  ///   - style: Whether a terminal's colours may be used; only the table has any.
  /// - Throws: Only where our own template or encoding is broken.
  public func render(_ report: RunReport, style: TextStyle = .plain) throws -> String {
    switch self {
    case .table: TerminalReport(style: style).render(report)
    case .markdown: try MarkdownReport().render(report)
    case .json: report.showsMetrics ? try LMEvalReport(report).json() : try JSONReport().render(report)
    case .csv: report.showsMetrics ? MetricsCSV().render(report) : CSVReport().render(report)
    }
  }
}
