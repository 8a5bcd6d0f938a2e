public import Foundation
internal import PythonValues

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

  /// The files of the run that a results file is of; nil for the name of another file.
  public init?(resultsName name: String) {
    guard let match = name.wholeMatch(of: /results_(\d{4}-\d\d-\d\dT[\d.-]+)\.json/) else { return nil }
    time = String(match.1)
  }

  /// For example `samples_piqa_2026-01-02T03-04-05.678901.jsonl`; a name of the folder itself, whatever the task's.
  public func samplesName(task: String) -> String { "samples_\(Self.fileName(task: task))_\(time).jsonl" }

  /// A task's name as a part of a file's name.
  ///
  /// `_` takes the place of a slash and of control characters, and what would make the file's name too long is cut off.
  /// Other names stay, as with lm-evaluation-harness.
  public static func fileName(task: String) -> String {
    var name = ""
    for scalar in task.unicodeScalars {
      let isUnfit = scalar == "/" || scalar.properties.generalCategory == .control
      let next: Unicode.Scalar = isUnfit ? "_" : scalar
      guard name.utf8.count + UTF8.width(next) <= maximumBytes else { break }
      name.unicodeScalars.append(next)
    }
    return name
  }

  /// A file's name has 255 bytes at most, of which other parts take 41.
  private static let maximumBytes = 200

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
