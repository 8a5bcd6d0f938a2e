/// The docs that a rule objects to, as words.
struct Offenders {
  /// The docs in run order.
  let docs: [Outcome]
  /// Index of the read-out.
  let readout: Int

  /// The docs of `evidence` that satisfy `condition` at its read-out.
  init(in evidence: Evidence, where condition: (Outcome, _ readout: Int) -> Bool) {
    docs = evidence.outcomes.filter { condition($0, evidence.readout) }
    readout = evidence.readout
  }

  /// Names the first doc and, where it is known, the place at which its numbers broke.
  var first: String {
    guard let doc = docs.first else { return "none" }
    let answer = doc.answers[readout]
    let cause = answer.fault.map { ": \($0)" } ?? ": log-likelihoods \(answer.logprobs)"
    return "\(doc.task) doc \(doc.docID)" + cause
  }
}
