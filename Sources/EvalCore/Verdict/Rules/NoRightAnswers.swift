/// INVALID: at least half of the docs with choices have no right one; SUSPECT: more than 1 % of them.
///
/// Then the accuracy measures nothing, or less than it says. A split without labels is like that: its golds are −1, or
/// texts that are not among the choices. lm-evaluation-harness counts such docs as wrong, and so does the accuracy here.
struct NoRightAnswers: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let docs = evidence.outcomes.filter { $0.outputType == .multipleChoice }
    let without = docs.filter(\.golds.isEmpty)
    guard let first = without.first, without.count * 100 > docs.count else { return nil }
    let share = DocShare(count: without.count, total: docs.count)
    let isMost = without.count * 2 >= docs.count
    return VerdictReason(
      rule: "no_right_answers", status: isMost ? .invalid : .suspect,
      message: "\(share) have no right answer (\(isMost ? "half or more" : "more than 1 %")) and count as wrong: their "
        + "answers are missing or name no choice; the first is \(first.task) doc \(first.docID)", isAboutDocs: true)
  }
}
