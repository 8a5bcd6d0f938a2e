/// INVALID: no doc's log-likelihoods depend on the loop count in a single bit, so the loops were not run, or change
/// nothing that is read.
///
/// Docs with a broken number are left out.
struct IdenticalOverLoops: RunVerdictRule {
  func reason(in run: RunEvidence) -> VerdictReason? {
    let depths = run.readouts.indices.filter { run.readouts[$0] != nil }
    let loops = Set(run.readouts.compactMap { $0 }).sorted()
    guard let low = loops.first, let high = loops.last, low < high else { return nil }
    let finite = run.outcomes.filter { outcome in depths.allSatisfy { Prediction(outcome.answers[$0]) != .invalid } }
    let areIdentical = finite.allSatisfy { outcome in
      Set(depths.map { outcome.answers[$0].logprobs }).count == 1
    }
    guard !finite.isEmpty, areIdentical else { return nil }
    return VerdictReason(
      rule: "identical_over_loops", status: .invalid,
      message:
        "loops change nothing: all \(finite.count) docs with finite numbers have the same log-likelihoods, to the "
        + "last bit, at every loop count from \(low) to \(high)")
  }
}
