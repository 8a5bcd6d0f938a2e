import EvalCore

/// A run's verdict as words.
struct VerdictText {
  private let result: RunResult

  /// The verdict of a run.
  init(_ result: RunResult) { self.result = result }

  /// Whether the run reached its end.
  var isComplete: Bool { result.completion.isFinished && result.completion.done == result.completion.planned }

  /// The status, with INCOMPLETE before it where the run did not finish.
  var headline: String { (isComplete ? "" : "INCOMPLETE, ") + result.verdict.status.rawValue }

  /// What the status means.
  var meaning: String {
    switch result.verdict.status {
    case .valid: "no rule objects to these numbers"
    case .suspect: "these numbers may not measure what was asked"
    case .invalid:
      isComplete ? "these numbers are not a result" : "these numbers are of a part of the docs, not a result"
    }
  }
}
