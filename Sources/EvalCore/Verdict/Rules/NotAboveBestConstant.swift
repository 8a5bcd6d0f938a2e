/// SUSPECT: the 95 % interval of the accuracy reaches down to what the best constant answer scores.
struct NotAboveBestConstant: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let tally = evidence.tally
    guard let best = tally.bestConstant else { return nil }
    let floor = Double(tally.gold[best]) / Double(tally.total)
    let interval = ConfidenceInterval.wilson(successes: tally.correct, trials: tally.total)
    guard interval.low <= floor else { return nil }
    return VerdictReason(
      rule: "not_above_best_constant", status: .suspect,
      message: "accuracy \(tally.accuracy.percent(3)) (95 % interval \(interval.low.percent(3)) to "
        + "\(interval.high.percent(3))) is not above the \(floor.percent(3)) of always answering \(tally.labels[best])")
  }
}
