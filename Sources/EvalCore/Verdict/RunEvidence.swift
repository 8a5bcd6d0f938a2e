/// What the rules about a whole run look at.
struct RunEvidence {
  /// The docs in run order.
  let outcomes: [Outcome]
  /// Total loops of every read-out.
  let readouts: [Int?]
  /// Whether the run reached its end.
  let completion: Completion

  /// What the rules about a whole run found.
  var reasons: [VerdictReason] {
    let rules: [any RunVerdictRule] = [UnfinishedRun(), IdenticalOverLoops(), UnchangedByLoops()]
    return rules.compactMap { $0.reason(in: self) }
  }
}
