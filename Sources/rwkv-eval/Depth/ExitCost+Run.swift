import EvalCore
import EvalReport

extension ExitCost {
  /// The operations a token up to each depth of a run; layer applications where an older run does not tell operations.
  ///
  /// An older run whose depths are programs of their own computes more applications than its deepest program has: then a
  /// depth is not on the way to the next, and stopping early costs more than it says here.
  init(_ run: DepthRun, work: RunManifest.Work?) {
    if let operations = ExitCost(run.depths) {
      self = operations
      return
    }
    let applications = run.depths.map(\.layerApplications)
    let deepest = applications.max() ?? 0
    var caution: String?
    if let work, work.computedTokens > 0, Double(work.tokenApplications) > Double(deepest) * Double(work.computedTokens)
    {
      caution =
        "These loop counts are programs of their own: all together have \(work.tokenApplications / work.computedTokens) "
        + "layer applications, the deepest \(deepest). Trying one after another costs more than is counted here."
    }
    self.init(values: applications.map(Double.init), unit: "layer applications a token", caution: caution)
  }
}
