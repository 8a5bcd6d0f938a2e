/// SUSPECT: one choice is predicted for more than 98 % of docs.
struct ConstantPrediction: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let tally = evidence.tally
    guard tally.positionsTell,
      let index = tally.predicted.indices.max(by: { tally.predicted[$0] < tally.predicted[$1] })
    else { return nil }
    let share = DocShare(count: tally.predicted[index], total: tally.withChoices)
    guard share.exceeds(98, outOf: 100) else { return nil }
    return VerdictReason(
      rule: "constant_prediction", status: .suspect,
      message: "predicted \(tally.labels[index]) for \(share), more than 98 %")
  }
}
