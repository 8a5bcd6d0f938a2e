internal import EvalCore
internal import PythonValues

/// A run of tasks at all its read-outs: lm-evaluation-harness's own tables or fields, then what it does not say: the
/// verdict.
public struct LMEvalReport: Sendable {
  private let run: RunReport
  /// From the fewest loops to the most.
  private let readouts: [LMEvalReadout]

  /// A report of a run and of its metrics at every read-out.
  public init(_ run: RunReport, readouts: [LMEvalReadout]) {
    self.run = run
    self.readouts = readouts
  }

  /// The report as text for a terminal; ends with a line feed.
  public func render(style: TextStyle) -> String {
    let blocks = readouts.map { readout in
      guard let name = readout.name else { return readout.tables }
      let status = readout.verdict.status
      return "\(name): \(style.colored(status.rawValue, status))\n\n\(readout.tables)"
    }
    return ([RunLine(run.manifest).text + "\n"] + blocks + [TerminalReport(style: style).verdict(run.result)])
      .joined(separator: "\n")
  }

  /// The report as a JSON object: the fields of lm-evaluation-harness's results file and the run's verdict.
  ///
  /// Where there are several read-outs, the fields are those of the most loops, and `readouts` has what each of them has
  /// of its own.
  public func json() -> String {
    guard let last = readouts.last else { return "{}\n" }
    let all = readouts.map { PythonValue.object($0.ownFields) }
    let fields = last.fields(verdict: run.result.verdict)
    return PythonJSON.page(.object(fields + (readouts.count > 1 ? [LMEvalField("readouts", .list(all))] : []))) + "\n"
  }
}
