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
    /// Mean log-probability of the right choice in nats, over docs with finite numbers and a right choice; nil
    /// without any.
    public let meanGoldLogprob: Double?
    /// Mean of the right choice's log-probability minus the best other choice's in nats, over docs with finite numbers
    /// and a right choice; nil without any.
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
    let evidence = Evidence(outcomes: run.docs, readout: depth)
    let finite = run.docs.filter { !$0.golds.isEmpty && Prediction($0.answers[depth]) != .invalid }
    return Point(
      loops: run.loops[depth], layerApplications: run.depths[depth].layerApplications,
      kind: run.depths[depth].kind ?? .exact, tally: evidence.tally,
      meanGoldLogprob: mean(finite.map { $0.answers[depth].logprobs[$0.gold] }),
      meanMargin: mean(finite.compactMap { margin($0.answers[depth].logprobs, gold: $0.gold) }),
      verdict: evidence.verdictOfRun)
  }

  private static func margin(_ logprobs: [Double], gold: Int) -> Double? {
    logprobs.indices.filter { $0 != gold }.map { logprobs[$0] }.max().map { logprobs[gold] - $0 }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
