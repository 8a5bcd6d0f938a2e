/// Exit rules, tried after the fact on a run's answers at several depths: accuracy against cost.
///
/// Cost counts what is computed up to the depth at which a doc stops, the depths tried before included.
public struct ExitSweep: Sendable, Hashable {
  /// Every depth for all docs.
  public let fixed: [ExitPoint]
  /// Every rule of every criterion that has values, over its thresholds.
  public let rules: [ExitPoint]
  /// Each doc at the first depth at which it is right, or at the first of all if there is none: no rule can be right more
  /// often.
  public let oracle: ExitResult
  /// The fixed depths and rules that no other one beats or equals at no more cost, ascending in cost.
  public let frontier: [ExitPoint]
  /// For fixed depths and for each criterion, the policy chosen on one half of the docs, reported on the other.
  ///
  /// The first, third, fifth … doc of the run choose, the others report. Chosen is the cheapest policy that is right at
  /// least as often as the deepest read-out; the most often right where there is none.
  public let chosen: [ChosenExit]

  /// Tries every rule.
  ///
  /// - Parameters:
  ///   - run: Docs and depths.
  ///   - costs: Cost of each depth in any unit, one a depth.
  ///   - triedCosts: Cost of each depth where all before it are tried too; nil where each lies on the way to the next, so
  ///     that it costs no more.
  ///   - minimumLoops: Loops before which no exit is taken.
  ///   - patience: Read-outs in a row at which a criterion must hold.
  public init(
    _ run: DepthRun, costs: [Double], triedCosts: [Double]? = nil, minimumLoops: Int = 0, patience: Int = 1
  ) {
    precondition(costs.count == run.depths.count, "\(costs.count) costs for \(run.depths.count) depths")
    let data = ExitData(run: run, costs: costs, triedCosts: triedCosts ?? costs)
    let grid = ExitGrid(minimumLoops: minimumLoops, patience: patience)
    let families = [data.fixed] + ExitCriterion.allCases.map { data.family($0, grid) }
    let all = data.docs { _ in true }
    let points = families.map { data.points($0.policies, of: $0, docs: all) }
    fixed = points[0]
    rules = points.dropFirst().flatMap { $0 }
    oracle = data.result(all, costs: data.triedCosts) { data.firstRight($0) ?? 0 }
    frontier = Self.frontier(fixed + rules)
    chosen = run.docs.count < 2 ? [] : families.compactMap { Self.choose($0, data) }
  }

  /// The points that no other one beats, the first of several equal ones, ascending in cost.
  private static func frontier(_ points: [ExitPoint]) -> [ExitPoint] {
    let order = points.indices.sorted { a, b in
      let (first, second) = (points[a].result, points[b].result)
      if first.meanCost != second.meanCost { return first.meanCost < second.meanCost }
      return first.correct != second.correct ? first.correct > second.correct : a < b
    }
    var frontier: [ExitPoint] = []
    for point in order.map({ points[$0] }) where point.result.correct > frontier.last?.result.correct ?? -1 {
      frontier.append(point)
    }
    return frontier
  }

  private static func choose(_ family: ExitData.Family, _ data: ExitData) -> ChosenExit? {
    let choosing = data.docs { $0.isMultiple(of: 2) }
    let reporting = data.docs { !$0.isMultiple(of: 2) }
    let deepest = data.costs.count - 1
    let candidates = data.points(family.policies, of: family, docs: choosing)
    let good = candidates.filter { $0.result.correct >= choosing.rightAtDepth[deepest] }
    let most = candidates.map(\.result.correct).max()
    let pool = good.isEmpty ? candidates.filter { $0.result.correct == most } : good
    guard let best = pool.min(by: { $0.result.meanCost < $1.result.meanCost }) else { return nil }
    let reported = data.points([best.policy], of: family, docs: reporting)[0]
    return ChosenExit(
      choosing: best, reported: reported,
      againstDeepest: data.counts(reporting, first: deepest, best.policy, of: family))
  }
}
