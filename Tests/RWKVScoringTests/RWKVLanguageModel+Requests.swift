import EvalCore
import RWKVScoring

extension RWKVLanguageModel {
  /// What is known of requests each of which is a doc of its own.
  struct ScoredRequests {
    /// `[request][readout]`.
    let answers: [[Loglikelihood]]
    /// `[request][readout][vocabulary]`.
    let logits: [[[Float]]]
    let work: RunManifest.Work
    let trace: DepthTrace?
  }

  func score(
    _ requests: [LoglikelihoodRequest], withLogits: Bool = false, withTrace: Bool = false
  ) throws -> ScoredRequests {
    let scored = try score(requests.map { DocRequests([$0]) }, withLogits: withLogits, withTrace: withTrace)
    return ScoredRequests(
      answers: scored.answers.map { $0[0] }, logits: scored.logits.map { $0[0] }, work: scored.work, trace: scored.trace
    )
  }
}
