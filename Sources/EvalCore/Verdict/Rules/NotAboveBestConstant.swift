/// SUSPECT: the 95 % interval of the accuracy reaches down to what the best constant answer or guessing scores.
///
/// Guessing can score more where docs differ in the number of choices.
struct NotAboveBestConstant: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let tally = evidence.tally
    guard let floor = Self.floor(tally) else { return nil }
    let interval = ConfidenceInterval.wilson(successes: tally.correctChoices, trials: tally.withChoices)
    guard interval.low <= floor.share else { return nil }
    let accuracy = Double(tally.correctChoices) / Double(tally.withChoices)
    return VerdictReason(
      rule: "not_above_best_constant", status: .suspect,
      message:
        "accuracy \(accuracy.percent(3)) (\(tally.ties > 0 ? "exact ties counted as wrong, " : "")95 % interval \(interval.low.percent(3)) to "
        + "\(interval.high.percent(3))) is not above the \(floor.share.percent(3)) of \(floor.name)")
  }

  private struct Floor {
    let share: Double
    let name: String
  }

  private static func floor(_ tally: Tally) -> Floor? {
    guard let best = tally.bestConstant, tally.gold[best] > 0 else { return nil }
    let constant = Double(tally.gold[best]) / Double(tally.withChoices)
    return tally.positionsTell && constant >= tally.chance
      ? Floor(share: constant, name: "always answering \(tally.labels[best])")
      : Floor(share: tally.chance, name: "guessing")
  }
}
