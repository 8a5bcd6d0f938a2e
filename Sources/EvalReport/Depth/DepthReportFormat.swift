/// A form in which what a run says about depths can be reported.
public enum DepthReportFormat: String, Sendable, CaseIterable {
  /// Tables for a terminal.
  case table
  /// A page for GitHub.
  case markdown
  /// One JSON object.
  case json
}
