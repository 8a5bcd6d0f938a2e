/// INVALID: the run did not reach its end, so its docs are not the docs that were asked for.
struct UnfinishedRun: RunVerdictRule {
  func reason(in run: RunEvidence) -> VerdictReason? {
    let completion = run.completion
    guard !completion.isFinished || completion.done != completion.planned else { return nil }
    return VerdictReason(
      rule: "unfinished_run", status: .invalid,
      message: "the run did not finish: \(completion.done) of \(completion.planned) docs; run it again for a result")
  }
}
