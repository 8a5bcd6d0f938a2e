public import Foundation
internal import Jinja

/// lm-evaluation-harness's files of a run: their names and contents.
public struct LMEvalFiles: Sendable {
  /// The end of every name: the local time as ISO 8601 with microseconds, for example `2026-01-02T03-04-05.678901`.
  public let time: String

  /// Files of a run that ended at `time`, a time as ISO 8601, in which hyphens take the place of colons.
  public init(time: String) { self.time = time.replacing(":", with: "-") }

  /// Files of a run that ended at `date`.
  ///
  /// - Parameter zone: Where the time is told; lm-evaluation-harness takes the local one, without its name.
  public init(date: Date, zone: TimeZone = .current) {
    let seconds = date.timeIntervalSince1970
    let microseconds = Int(((seconds - seconds.rounded(.down)) * 1e6).rounded(.down))
    let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day().dateSeparator(.dash)
      .time(includingFractionalSeconds: false)
    let whole = Date(timeIntervalSince1970: seconds.rounded(.down)).formatted(style)
    let digits = String(microseconds)
    self.init(time: "\(whole).\(String(repeating: "0", count: 6 - digits.count))\(digits)")
  }

  /// For example `results_2026-01-02T03-04-05.678901.json`.
  public var resultsName: String { "results_\(time).json" }

  /// For example `samples_piqa_2026-01-02T03-04-05.678901.jsonl`.
  public func samplesName(task: String) -> String { "samples_\(task)_\(time).jsonl" }

  /// The results file; no line feed at the end, as lm-evaluation-harness has it.
  public func results(_ results: LMEvalResults, run: LMEvalRun) -> String {
    PythonJSON.page(.object(results.fields + run.fields))
  }

  /// The results file of a run at one of its read-outs.
  public func results(_ readout: LMEvalReadout) -> String { results(readout.results, run: readout.run) }

  /// A samples file: a line a sample.
  public func samples(_ samples: some Sequence<LMEvalSample>) -> String {
    samples.map { $0.line + "\n" }.joined()
  }
}
