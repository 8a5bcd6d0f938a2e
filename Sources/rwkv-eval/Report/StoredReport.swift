import EvalCore
import EvalReport
import EvalStore

/// A run read from its folder, with what a report is made from.
struct StoredReport {
  /// The folder.
  var path: String { stored.folder.path }
  /// What was stored.
  let stored: StoredRun
  /// What a report is made from.
  let report: RunReport

  /// Reads and measures the run that an argument names.
  init(_ argument: String) throws { try self.init(RunReference(argument).folder()) }

  /// Reads and measures the run in a folder.
  init(_ folder: RunFolder) throws {
    stored = try folder.read()
    report = RunReport(
      manifest: stored.manifest, result: stored.result(tree: stored.manifest.taskTree),
      exits: LiveExits(stored.manifest, outcomes: stored.outcomes))
  }

  /// The outcomes that the report measures: where an exit rule stopped docs, each with its last answer.
  var measuredOutcomes: [Outcome] { report.exits == nil ? stored.outcomes : stored.outcomes.map(\.atExit) }

  /// Tells on standard error what the report's reader must not miss.
  ///
  /// - Parameter isVisible: Whether the report itself shows the verdict on the terminal.
  func warn(isVisible: Bool) {
    if stored.hasTornEnd {
      printDiagnostic("note: \(path): the last line of outcomes.jsonl is half written; its doc is left out")
    }
    let verdict = report.result.verdict
    guard !isVisible, verdict.status != .valid else { return }
    printDiagnostic("\(path): \(verdict.status.rawValue): \(verdict.reasons.map(\.message).joined(separator: "; "))")
  }
}
