public import EvalCore

/// Docs that stop at the first read-out at which a rule is met.
public struct EarlyExit: Sendable {
  /// When a doc stops.
  public let rule: ExitRule
  /// The doc of each request; those of a doc are its choices, in their order.
  public let docOfRequest: [Int]
  /// Read-outs of the requests whose answers are known, by request.
  public let knownReadouts: [Int: Int]

  /// Docs under a rule.
  public init(rule: ExitRule, docOfRequest: [Int], knownReadouts: [Int: Int] = [:]) {
    self.rule = rule
    self.docOfRequest = docOfRequest
    self.knownReadouts = knownReadouts
  }

  /// Refuses a batch that has some choices of a doc only, and so cannot tell when it stops.
  func check(_ batches: [ForestBatches.Batch]) throws {
    var batchOfDoc: [Int: Int] = [:]
    for (index, batch) in batches.enumerated() {
      for request in batch.requests {
        guard batchOfDoc.updateValue(index, forKey: docOfRequest[request]) ?? index == index else {
          throw ScoringError(
            "the choices of doc \(docOfRequest[request] + 1) fall into two batches of tokens, so nothing can tell when it "
              + "may stop", remedy: "Give batches more tokens with --memory, or leave out --exit")
        }
      }
    }
  }
}
