/// INVALID: no doc's log-likelihoods depend on the loop count in a single bit, so the loops were not run, or change
/// nothing that is read.
///
/// A model that reached an exact fixed point, by contraction or in a narrow number format, does the same honestly. So
/// where its answers are healthy the finding is SUSPECT, and there is none where all loop counts are ones from which on
/// the model was trained to be converged. Docs with a broken number are left out.
struct IdenticalOverLoops: RunVerdictRule {
  func reason(in run: RunEvidence) -> VerdictReason? {
    let depths = run.readouts.indices.filter { run.readouts[$0] != nil }
    let loops = Set(run.readouts.compactMap { $0 }).sorted()
    guard let low = loops.first, let high = loops.last, low < high else { return nil }
    let finite = run.outcomes.filter { outcome in depths.allSatisfy { outcome.prediction(at: $0) != .invalid } }
    let areIdentical = finite.allSatisfy { outcome in
      Set(depths.map { outcome.answers[$0].logprobs }).count == 1
    }
    guard !finite.isEmpty, areIdentical, !(run.isHealthy && run.isTrained(low)) else { return nil }
    return VerdictReason(
      rule: "identical_over_loops", status: run.isHealthy ? .suspect : .invalid,
      message:
        "loops change nothing: all \(finite.count) docs with finite numbers have the same log-likelihoods, to the "
        + "last bit, at every loop count from \(low) to \(high)"
        + (run.isHealthy ? ": an exact fixed point, or loops that were not run" : ""))
  }
}
