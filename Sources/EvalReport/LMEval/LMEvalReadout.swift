public import EvalCore
internal import PythonValues

/// What lm-evaluation-harness would have of a run at one of its read-outs.
public struct LMEvalReadout: Sendable {
  /// The metrics and the docs behind them, for samples files.
  public let metrics: RunMetrics?
  /// The read-out in words, for example `8 loops`; nil where the run has no other.
  let name: String?
  /// What was measured.
  let results: LMEvalResults
  /// What its results file says beside that.
  let run: LMEvalRun
  /// The verdict over the docs at this read-out.
  let verdict: Verdict
  /// Rows of tasks in which an exact tie makes two accuracies.
  private let tied: [ResultRow]

  /// The results at a read-out.
  ///
  /// - Parameters:
  ///   - manifest: The run.
  ///   - result: What was counted at all its read-outs.
  ///   - readout: Index of the read-out among the result's.
  ///   - results: The metrics there.
  ///   - taskHashes: SHA-256 (hex) by task, see `LMEvalRun`.
  public init(
    _ manifest: RunManifest, _ result: RunResult, at readout: Int, results: LMEvalResults, taskHashes: [LMEvalField],
    metrics: RunMetrics? = nil
  ) {
    let readouts = result.readouts
    let depth = manifest.exit == nil ? manifest.model.readouts[readout] : nil
    name = readouts.count > 1 ? depth?.name : nil
    self.results = results
    self.metrics = metrics
    run = LMEvalRun(manifest, at: readout, taskHashes: taskHashes)
    verdict = result.verdict(at: readout)
    let withAccuracy = Set(
      results.tasks.filter { $0.metrics.results.contains { $0.name == "acc" } }.map(\.metrics.task))
    tied = result.rows.filter {
      $0.loops == readouts[readout] && withAccuracy.contains($0.task) && $0.tally.tiesRightAtFirst > 0
    }
  }

  /// The results at a read-out, computed from outcomes.
  ///
  /// - Parameter configurations: Of each task, as its results file has it; empty where they are not known.
  init(
    _ manifest: RunManifest, _ result: RunResult, _ measures: Measures, _ metrics: RunMetrics,
    configurations: PythonValue.Dictionary
  ) {
    self.init(
      manifest, result, at: metrics.readout,
      results: LMEvalResults(measures, metrics, configurations: configurations),
      taskHashes: measures.tasks.map { LMEvalField($0.name, .string($0.docsSHA256)) },
      metrics: metrics)
  }

  /// lm-evaluation-harness's tables, and what is to be said of ties.
  var tables: String {
    ([results.table(.tasks), results.table(.groups)].filter { !$0.isEmpty } + ties).joined(separator: "\n")
  }

  private var ties: [String] {
    guard !tied.isEmpty else { return [] }
    return [Self.tieMeaning + "\n" + tieLines.map { "  \($0)\n" }.joined()]
  }

  /// Why a task can have two accuracies.
  static let tieMeaning =
    "Exact ties: acc counts one as its first choice, as lm-eval does; the verdict counts it as wrong."

  /// Both accuracies of every task that has two.
  var tieLines: [String] {
    tied.map { row in
      "\(row.task): acc \(NumberText.fixed(Double(row.tally.correctWithTies) / Double(row.tally.judged), 4)), the verdict "
        + "\(NumberText.fixed(row.accuracy, 4)) (\(row.tally.ties) ties in \(row.tally.judged) docs)"
    }
  }

  /// The fields of lm-evaluation-harness's results file, then the verdict and ties, which it does not have.
  func fields(verdict: Verdict) -> [LMEvalField] {
    results.fields + run.fields + [LMEvalField("verdict", verdict.json)] + tieFields
  }

  /// What tells this read-out from the others: its loops, model, numbers and verdict.
  var ownFields: [LMEvalField] {
    let measured = results.fields.filter { ["results", "groups"].contains($0.name) }
    return [LMEvalField("readout", name.map(PythonValue.string) ?? PythonValue.none)]
      + run.fields.filter { $0.name == "model_name" } + measured + [LMEvalField("verdict", verdict.json)] + tieFields
  }

  private var tieFields: [LMEvalField] {
    guard !tied.isEmpty else { return [] }
    let rows = tied.map { row in
      LMEvalField(
        row.task,
        .object([
          LMEvalField("ties", .int(row.tally.ties)), LMEvalField("acc_with_ties_wrong", .double(row.accuracy)),
        ]))
    }
    return [LMEvalField("exact_ties", .object(rows))]
  }
}

extension Verdict {
  fileprivate var json: PythonValue {
    let reasons = reasons.map { reason in
      PythonValue.object([
        LMEvalField("rule", .string(reason.rule)), LMEvalField("status", .string(reason.status.rawValue)),
        LMEvalField("message", .string(reason.message)),
      ])
    }
    return .object([LMEvalField("status", .string(status.rawValue)), LMEvalField("reasons", .list(reasons))])
  }
}

extension ReadoutDepth {
  /// For example `16 loops (prefix)`.
  fileprivate var name: String? { loops.map { "\($0) loops" + (kind == .prefix ? " (prefix)" : "") } }
}
