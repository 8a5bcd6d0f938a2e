/// Whether a run reached its end.
public struct Completion: Sendable, Hashable {
  /// Docs that have an outcome.
  public let done: Int
  /// Docs that the run was to score.
  public let planned: Int
  /// Whether the run wrote its end; false for one that was stopped or is still going on.
  public let isFinished: Bool

  /// A state of a run.
  public init(done: Int, planned: Int, isFinished: Bool) {
    self.done = done
    self.planned = planned
    self.isFinished = isFinished
  }

  /// A finished run of `docs` docs.
  public static func finished(_ docs: Int) -> Completion {
    Completion(done: docs, planned: docs, isFinished: true)
  }
}
