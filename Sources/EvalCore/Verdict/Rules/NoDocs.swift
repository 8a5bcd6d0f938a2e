/// INVALID: nothing was scored.
struct NoDocs: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    guard evidence.outcomes.isEmpty else { return nil }
    return VerdictReason(rule: "no_docs", status: .invalid, message: "no docs were scored: there is nothing to measure")
  }
}
