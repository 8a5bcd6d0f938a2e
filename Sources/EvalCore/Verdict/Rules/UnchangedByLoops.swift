/// SUSPECT: predictions agree between the lowest and the highest loop count on more than 99.9 % of 1,000 docs or more.
///
/// A model that has converged agrees with itself, which is what looping is for: a lowest loop count within those that the
/// model was trained with is no finding. Docs without choices, and those without a prediction at one of the two, are left
/// out.
struct UnchangedByLoops: RunVerdictRule {
  /// Docs below which a share of 99.9 % cannot be told from all.
  static let minimumCount = 1000

  func reason(in run: RunEvidence) -> VerdictReason? {
    let depths = run.readouts.indices.compactMap { index in run.readouts[index].map { (index: index, loops: $0) } }
    guard let low = depths.min(by: { $0.loops < $1.loops }), let high = depths.max(by: { $0.loops < $1.loops }),
      low.loops < high.loops, !run.isTrained(low.loops)
    else { return nil }
    let share = Self.agreement(run.outcomes, low.index, high.index)
    guard share.total >= Self.minimumCount, share.exceeds(999, outOf: 1000) else { return nil }
    return VerdictReason(
      rule: "unchanged_by_loops", status: .suspect,
      message: "loops change nothing: \(low.loops) and \(high.loops) loops predict the same for \(share), "
        + "more than 99.9 %" + (run.loopsTrained.map { ", though training began at \($0.lowerBound) loops" } ?? ""))
  }

  private static func agreement(_ outcomes: [Outcome], _ a: Int, _ b: Int) -> DocShare {
    var share = (same: 0, total: 0)
    for outcome in outcomes where outcome.outputType == .multipleChoice {
      guard let first = outcome.prediction(at: a).index, let second = outcome.prediction(at: b).index else {
        continue
      }
      share.total += 1
      if first == second { share.same += 1 }
    }
    return DocShare(count: share.same, total: share.total)
  }
}
