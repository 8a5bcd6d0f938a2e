/// INVALID: more than 1 % of docs have an exact tie for the best choice.
///
/// Real log-likelihoods of different continuations are hardly ever equal; a harness that takes the first of them turns
/// ties into answers of "A". Choices of the same text do not tie (`Prediction`).
///
/// Where results are rounded to bf16 or fp16, honest logits tie too: between 8 and 16, bf16 has 16 values a unit. Then
/// more than 10 % are SUSPECT, since that many docs are wrong for their rounding alone, and only more than half are
/// INVALID.
struct ExactTies: VerdictRule {
  /// Ties that must be there, unless every doc ties: a single one is over 1 % of 99 docs.
  static let minimumCount = 5

  func reason(in evidence: Evidence) -> VerdictReason? {
    let share = DocShare(count: evidence.tally.ties, total: evidence.tally.withChoices)
    guard share.count >= Self.minimumCount || share.count == share.total, let finding = Self.finding(share, evidence)
    else { return nil }
    let tied = ObjectedDocs(in: evidence) { $0.prediction(at: $1) == .tie }
    return VerdictReason(
      rule: "exact_ties", status: finding.status,
      message:
        "\(share) have an exact tie for the best choice (more than \(finding.limit) %\(finding.cause)) and count "
        + "as wrong; the first is \(tied.first)")
  }

  private struct Finding {
    let status: Verdict.Status
    let limit: Int
    var cause = ""
  }

  private static func finding(_ share: DocShare, _ evidence: Evidence) -> Finding? {
    guard evidence.isRounded else { return share.exceeds(1, outOf: 100) ? Finding(status: .invalid, limit: 1) : nil }
    if share.exceeds(1, outOf: 2) { return Finding(status: .invalid, limit: 50, cause: ", more than rounding makes") }
    return share.exceeds(1, outOf: 10)
      ? Finding(status: .suspect, limit: 10, cause: ", as rounding to few bits makes them") : nil
  }
}
