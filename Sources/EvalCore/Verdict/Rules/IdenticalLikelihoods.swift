/// INVALID: every doc with finite numbers has the same log-likelihoods, so the model did not read the prompts.
///
/// Docs that ask the same question say nothing of that.
struct IdenticalLikelihoods: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let finite = evidence.outcomes.filter { $0.answers[evidence.readout].logprobs.allSatisfy(\.isFinite) }
    guard let first = finite.first?.answers[evidence.readout].logprobs,
      finite.allSatisfy({ $0.answers[evidence.readout].logprobs == first }),
      Set(finite.map { [$0.promptHash] + $0.choices }).count > 1
    else { return nil }
    return VerdictReason(
      rule: "identical_likelihoods", status: .invalid,
      message: "all \(finite.count) docs with finite numbers have the same log-likelihoods "
        + "(\(first.map { $0.fixed(4) }.joined(separator: ", "))): the model's answer does not depend on the prompt")
  }
}
