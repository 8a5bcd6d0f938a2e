/// Accuracy at every loop count of a run, with what tells whether it is one.
public struct DepthCurve: Sendable, Hashable {
  /// A run at one loop count.
  public struct Point: Sendable, Hashable {
    /// Total loops.
    public let loops: Int
    /// Layer applications up to the read-out.
    public let layerApplications: Int
    /// What the read-out stands for.
    public let kind: ReadoutKind
    /// The counts.
    public let tally: Tally
    /// Mean log-probability of the right choice (of several, the likeliest) in nats, over docs with finite numbers and a
    /// right choice; nil without any.
    public let meanGoldLogprob: Double?
    /// Mean of the right choice's log-probability minus the best wrong choice's in nats, over docs with finite numbers and
    /// choices of both kinds; nil without any.
    public let meanMargin: Double?
    /// The verdict over all docs at this loop count.
    public let verdict: Verdict

    /// Wilson's 95 % interval of the accuracy.
    public var ci95: ConfidenceInterval { .wilson(successes: tally.correct, trials: tally.judged) }
  }

  /// One a loop count, ascending.
  public let points: [Point]

  /// The curve of a run.
  public init(_ run: DepthRun) { points = run.depths.indices.map { Self.point(run, $0) } }

  private static func point(_ run: DepthRun, _ depth: Int) -> Point {
    let evidence = Evidence(outcomes: run.docs, readout: depth, isRounded: run.isRounded)
    let finite = run.docs.filter { !$0.golds.isEmpty && $0.prediction(at: depth) != .invalid }
    return Point(
      loops: run.loops[depth], layerApplications: run.depths[depth].layerApplications,
      kind: run.depths[depth].kind ?? .exact, tally: evidence.tally,
      meanGoldLogprob: mean(finite.compactMap { best($0, at: depth, isRight: true) }),
      meanMargin: mean(finite.compactMap { margin($0, at: depth) }), verdict: Verdict(evidence.reasonsOfRun))
  }

  private static func margin(_ doc: Outcome, at depth: Int) -> Double? {
    guard let right = best(doc, at: depth, isRight: true), let wrong = best(doc, at: depth, isRight: false) else {
      return nil
    }
    return right - wrong
  }

  /// The log-likelihood of the likeliest right or wrong choice; nil where there is none.
  private static func best(_ doc: Outcome, at depth: Int, isRight: Bool) -> Double? {
    doc.choices.indices.filter { doc.golds.contains($0) == isRight }.map { doc.answers[depth].logprobs[$0] }.max()
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
