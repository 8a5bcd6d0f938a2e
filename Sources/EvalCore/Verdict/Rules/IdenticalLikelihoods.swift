/// INVALID: every doc with finite numbers has the same log-likelihoods, so the model did not read the prompts.
struct IdenticalLikelihoods: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let finite = evidence.outcomes.map { $0.answers[evidence.readout].logprobs }.filter { $0.allSatisfy(\.isFinite) }
    guard let first = finite.first, finite.count > 1, finite.allSatisfy({ $0 == first }) else { return nil }
    return VerdictReason(
      rule: "identical_likelihoods", status: .invalid,
      message: "all \(finite.count) docs with finite numbers have the same log-likelihoods "
        + "(\(first.map { $0.fixed(4) }.joined(separator: ", "))): the model's answer does not depend on the prompt")
  }
}
