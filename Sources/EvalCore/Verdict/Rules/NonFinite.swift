/// INVALID: a doc has a log-likelihood that is NaN or infinite, or its forward pass produced one on the way.
struct NonFinite: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let broken = ObjectedDocs(in: evidence) {
      $0.prediction(at: $1) == .invalid && !VarianceOverflow.holds($0.answers[$1])
    }
    guard !broken.docs.isEmpty else { return nil }
    let share = DocShare(count: broken.docs.count, total: evidence.tally.total)
    return VerdictReason(
      rule: "non_finite", status: .invalid,
      message: "\(share) have NaN or infinite numbers and count as wrong, not as a letter; the first is \(broken.first)"
    )
  }
}
