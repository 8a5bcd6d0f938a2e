internal import Jinja

/// lm-evaluation-harness's files of a run: their names and contents.
public struct LMEvalFiles: Sendable {
  /// The end of every name: the local time as ISO 8601 with microseconds, for example `2026-01-02T03-04-05.678901`.
  public let time: String

  /// Files of a run that ended at `time`, a time as ISO 8601, in which hyphens take the place of colons.
  public init(time: String) { self.time = time.replacing(":", with: "-") }

  /// For example `results_2026-01-02T03-04-05.678901.json`.
  public var resultsName: String { "results_\(time).json" }

  /// For example `samples_piqa_2026-01-02T03-04-05.678901.jsonl`.
  public func samplesName(task: String) -> String { "samples_\(task)_\(time).jsonl" }

  /// The results file; no line feed at the end, as lm-evaluation-harness has it.
  public func results(_ results: LMEvalResults, run: LMEvalRun) -> String {
    PythonJSON.page(.object(results.fields + run.fields))
  }

  /// A samples file: a line a sample.
  public func samples(_ samples: some Sequence<LMEvalSample>) -> String {
    samples.map { $0.line + "\n" }.joined()
  }
}
