/// SUSPECT: the number correct is what a constant answer scores.
struct ConstantScore: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let tally = evidence.tally
    let letters = tally.gold.indices.filter { tally.gold[$0] == tally.correctChoices }.map { tally.labels[$0] }
    guard tally.positionsTell, tally.correctChoices > 0, !letters.isEmpty else { return nil }
    return VerdictReason(
      rule: "constant_score", status: .suspect,
      message: "\(tally.correctChoices) correct is exactly the number of docs whose answer is "
        + letters.joined(separator: ", also of those whose answer is "))
  }
}
