/// Where the docs of a run stopped whose loops an exit rule ended, and what that saved.
public struct LiveExits: Sendable, Hashable {
  /// The rule.
  public let rule: ExitRule
  /// The depths at which docs could stop.
  public let depths: [ReadoutDepth]
  /// Docs by the depth at which they stopped.
  public let histogram: [Int]

  /// Docs.
  public var total: Int { histogram.reduce(0, +) }

  /// Exits of a run; nil where no rule stopped docs, and without docs.
  ///
  /// - Parameter outcomes: Each with the answers up to the depth at which it stopped.
  public init?(_ manifest: RunManifest, outcomes: [Outcome]) {
    guard let rule = manifest.exit, !outcomes.isEmpty else { return nil }
    self.rule = rule
    depths = manifest.model.readouts
    histogram = outcomes.reduce(into: Array(repeating: 0, count: depths.count)) { histogram, outcome in
      histogram[outcome.answers.count - 1] += 1
    }
  }

  /// Layer applications up to the exit, mean over docs, not counting those of read-outs that were not on the way.
  public var meanApplications: Double { mean { Double($0.layerApplications) } }

  /// Floating-point operations a token up to the exit, mean over docs, the head's apart; nil where the depths do not say.
  public var meanFlopsPerToken: Double? {
    guard depths.allSatisfy({ $0.triedFlopsPerToken != nil }) else { return nil }
    return mean { Double($0.triedFlopsPerToken ?? 0) }
  }

  /// Share of the deepest program's operations that were not needed; negative where trying costs more than it saves.
  public var savedShare: Double? {
    guard let deepest = depths.last?.flopsPerToken, deepest > 0 else { return nil }
    return meanFlopsPerToken.map { 1 - $0 / Double(deepest) }
  }

  private func mean(_ cost: (ReadoutDepth) -> Double) -> Double {
    zip(histogram, depths).reduce(0) { $0 + Double($1.0) * cost($1.1) } / Double(total)
  }
}

extension Outcome {
  /// The doc with its last answer alone, which is that of its exit depth.
  public var atExit: Outcome { answered(answers.suffix(1)) }
}
