import EvalCore

/// A run at one read-out, of a collection one of its members: a row of the table of several runs.
struct Configuration {
  /// Place of the run among those that are reported.
  let place: Int
  /// The run.
  let run: NamedReport
  /// Index of the read-out.
  let readout: Int
  /// What was counted.
  let row: ResultRow
  /// The verdict over the row's docs, with what was found in the run as a whole.
  let verdict: Verdict
  /// What the task or group is measured by beside the counts; empty for a run whose table is about accuracy.
  let metrics: [MetricResult]
  /// A number that is the same for configurations on the same docs.
  let docs: Int
  /// Place of the first configuration with the same predictions on the same docs; nil where this is the first.
  let twin: Int?

  /// Everything that can change the run's numbers.
  var manifest: RunManifest { run.report.manifest }

  /// The read-out's depth; nil where docs stopped at depths of their own.
  var depth: ReadoutDepth? { manifest.exit == nil ? manifest.model.readouts[readout] : nil }

  /// Total loops, of a run under an exit rule the most; nil for a model that does not loop.
  var loops: Int? { depth?.loops ?? manifest.model.readouts.last?.loops }

  /// What the read-out stands for; nil for a model that does not loop, and where docs stopped at depths of their own.
  var kind: ReadoutKind? { depth.flatMap { $0.loops == nil ? nil : $0.kind ?? .exact } }

  /// The row's status, with INCOMPLETE before it where the run did not finish.
  var status: String { (isComplete ? "" : "INCOMPLETE, ") + verdict.status.rawValue }

  /// Whether the run reached its end.
  var isComplete: Bool { VerdictText(run.report.result).isComplete }

  /// Few-shot examples, for example `5`, or `0–5` where tasks differ.
  var shots: String {
    let own = ShotTexts(run.report.result.rows, manifest.task)[row]
    return own.isEmpty ? manifest.task.shotsText : own
  }

  /// Metrics that the counts do not tell; of docs that are neither right nor wrong the first alone.
  var shownMetrics: [MetricResult] {
    guard row.tally.judged > 0 else { return Array(metrics.prefix(1)) }
    return metrics.filter { $0.name != MetricName.acc.rawValue || ($0.value - row.accuracy).magnitude > 1e-9 }
  }
}
