/// SUSPECT: no doc's continuation is what the model would have written, so its accuracy of 0 says nothing.
///
/// A weak model can do that honestly; so does one that was given another text than it should have been.
struct NeverGreedy: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let docs = evidence.outcomes.filter {
      $0.outputType == .loglikelihood && $0.prediction(at: evidence.readout) != .invalid
    }
    guard !docs.isEmpty, !docs.contains(where: { $0.isRight(at: evidence.readout) }) else { return nil }
    return VerdictReason(
      rule: "never_greedy", status: .suspect,
      message: "none of \(docs.count) docs has the continuation that the model finds likeliest: an accuracy of 0 does "
        + "not tell a weak model from a broken one")
  }
}
