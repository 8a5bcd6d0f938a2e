public import EvalCore

/// A run as read from its folder.
public struct StoredRun: Sendable {
  /// Where it was read from.
  public let folder: RunFolder
  /// Everything that can change its numbers.
  public let manifest: RunManifest
  /// One a doc; in run order once the run is finished, before that in the order in which they were answered.
  public let outcomes: [Outcome]
  /// Whether the run reached its end; only then is it a result.
  public let completion: Completion
  /// Whether the last line was half written when the run stopped; its doc is not among the outcomes.
  public let hasTornEnd: Bool
  /// Bytes of the complete lines of `outcomes.jsonl`.
  let completeLength: Int

  /// Measures the run.
  public func result(tree: TaskTree) -> RunResult {
    RunResult(outcomes: outcomes, of: manifest, tree: tree, completion: completion)
  }
}
