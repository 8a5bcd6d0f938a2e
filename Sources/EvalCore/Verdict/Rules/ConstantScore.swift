/// SUSPECT: the number correct is what a constant answer scores.
struct ConstantScore: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let tally = evidence.tally
    guard tally.positionsTell, tally.correctChoices > 0 else { return nil }
    let labels = tally.labels
    let letters = tally.gold.indices.filter { tally.gold[$0] == tally.correctChoices }.map { labels[$0] }
    guard !letters.isEmpty else { return nil }
    return VerdictReason(
      rule: "constant_score", status: .suspect,
      message: "\(tally.correctChoices) correct is exactly the number of docs whose answer is "
        + letters.joined(separator: ", also of those whose answer is "))
  }
}
