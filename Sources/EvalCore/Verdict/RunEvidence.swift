/// What the rules about a whole run look at.
struct RunEvidence {
  /// The docs in run order.
  let outcomes: [Outcome]
  /// Total loops of every read-out.
  let readouts: [Int?]
  /// Whether the run reached its end.
  let completion: Completion
  /// Loop counts that the model was trained with; nil where that is not known.
  var loopsTrained: ClosedRange<Int>?
  /// Whether no rule objects to the docs at any read-out.
  var isHealthy = false

  /// Whether a loop count is one at which, or beyond which, the model was trained.
  func isTrained(_ loops: Int) -> Bool { loopsTrained.map { loops >= $0.lowerBound } ?? false }

  /// What the rules about a whole run found.
  var reasons: [VerdictReason] {
    let rules: [any RunVerdictRule] = [UnfinishedRun(), IdenticalOverLoops(), UnchangedByLoops()]
    return rules.compactMap { $0.reason(in: self) }
  }
}
