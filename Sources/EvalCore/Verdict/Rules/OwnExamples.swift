/// SUSPECT: more than 1 in 1000 docs are among their own few-shot examples, so that the prompt holds their answers.
///
/// Benchmarks have a few docs in two splits; so few cannot move an accuracy by more than a tenth of a per cent.
struct OwnExamples: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let docs = evidence.outcomes.filter(\.isOwnExample)
    let share = DocShare(count: docs.count, total: evidence.outcomes.count)
    guard let first = docs.first, share.exceeds(1, outOf: 1000) else { return nil }
    return VerdictReason(
      rule: "own_examples", status: .suspect,
      message: "\(share) are among their own few-shot examples (more than 0.1 %), with their answers; the first is "
        + "\(first.task) doc \(first.docID)", isAboutDocs: true)
  }
}
