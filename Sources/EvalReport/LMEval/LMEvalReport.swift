internal import EvalCore
internal import PythonValues

/// A run of tasks at all its read-outs: lm-evaluation-harness's own tables or fields, then what it does not say: the
/// verdict.
struct LMEvalReport {
  private let run: RunReport
  /// From the fewest loops to the most.
  private var readouts: [LMEvalReadout] { run.readouts }

  /// A report of a run.
  init(_ run: RunReport) { self.run = run }

  /// The tables of every read-out; where there are several, each after a line with its loops and verdict.
  func tables(style: TextStyle) -> [String] {
    readouts.map { readout in
      guard let name = readout.name else { return readout.tables }
      let status = readout.verdict.status
      return "\(name): \(style.colored(status.rawValue, status))\n\n\(readout.tables)"
    }
  }

  /// The report as a JSON object: the fields of lm-evaluation-harness's results file, the run's verdict, and how far it
  /// came.
  ///
  /// Where there are several read-outs, the fields are those of the most loops, and `readouts` has what each of them has
  /// of its own.
  ///
  /// - Throws: Only where our own encoding is broken.
  func json() throws -> String {
    guard let last = readouts.last else { return "{}\n" }
    let all = readouts.map { PythonValue.object($0.ownFields) }
    let fields =
      last.fields(verdict: run.result.verdict) + [LMEvalField("completion", completion)] + (try analysis)
    return PythonJSON.page(.object(fields + (readouts.count > 1 ? [LMEvalField("readouts", .list(all))] : []))) + "\n"
  }

  /// What plots show; none where the docs' outcomes are not known.
  private var analysis: [LMEvalField] {
    get throws {
      guard let analysis = RunAnalysis(run) else { return [] }
      let bytes = [UInt8](try DepthReport.json(RunAnalysisJSON(analysis)).utf8)
      return [LMEvalField("analysis", try JSONParser.value(in: bytes, bytes.indices))]
    }
  }

  private var completion: PythonValue {
    let completion = run.result.completion
    return .object([
      LMEvalField("done", .int(completion.done)), LMEvalField("planned", .int(completion.planned)),
      LMEvalField("finished", .bool(completion.isFinished)),
    ])
  }
}
