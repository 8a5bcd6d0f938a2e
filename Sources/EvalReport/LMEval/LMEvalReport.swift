internal import EvalCore

/// A run of tasks as text for a terminal: lm-evaluation-harness's own tables, then what it does not say: the verdict.
public struct LMEvalReport: Sendable {
  private let run: RunReport
  private let results: LMEvalResults

  /// A report of a run and of its metrics.
  public init(_ run: RunReport, results: LMEvalResults) {
    self.run = run
    self.results = results
  }

  /// The report as text that ends with a line feed.
  public func render(style: TextStyle) -> String {
    let groups = results.table(.groups)
    let blocks =
      [RunLine(run.manifest).text + "\n", results.table(.tasks)] + (groups.isEmpty ? [] : [groups])
      + [TerminalReport(style: style).verdict(run.result)]
    return blocks.joined(separator: "\n")
  }
}
