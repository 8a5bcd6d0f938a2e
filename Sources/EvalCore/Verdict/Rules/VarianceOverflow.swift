/// INVALID: a layer norm's variance overflowed although the logits are finite.
///
/// The norm then returns its bias, so the logits look healthy, do not depend on the prompt, and are wrong.
struct VarianceOverflow: VerdictRule {
  /// Whether this is what is wrong with an answer.
  static func holds(_ answer: Outcome.Answer) -> Bool {
    answer.fault?.kind == .varianceOverflow && answer.logprobs.allSatisfy(\.isFinite)
  }

  func reason(in evidence: Evidence) -> VerdictReason? {
    let broken = ObjectedDocs(in: evidence) { Self.holds($0.answers[$1]) }
    guard !broken.docs.isEmpty else { return nil }
    let share = DocShare(count: broken.docs.count, total: evidence.tally.total)
    return VerdictReason(
      rule: "variance_overflow", status: .invalid,
      message: "\(share) have finite logits that do not depend on the prompt, because a layer norm overflowed; "
        + "they count as wrong; the first is \(broken.first)")
  }
}
