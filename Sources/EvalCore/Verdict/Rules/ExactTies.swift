/// INVALID: more than 1 % of docs have an exact tie for the best choice.
///
/// Real log-likelihoods of different continuations are hardly ever equal; a harness that takes the first of them turns
/// ties into answers of "A".
struct ExactTies: VerdictRule {
  /// Ties that must be there, however few docs there are.
  let minimumCount: Int

  func reason(in evidence: Evidence) -> VerdictReason? {
    let share = Share(count: evidence.tally.ties, total: evidence.tally.total)
    guard share.count >= minimumCount, share.exceeds(1, outOf: 100) else { return nil }
    let tied = Offenders(in: evidence) { Prediction($0) == .tie }
    return VerdictReason(
      rule: "exact_ties", status: .invalid,
      message: "\(share) have an exact tie for the best choice (more than 1 %) and count as wrong; the first is "
        + tied.first)
  }
}
