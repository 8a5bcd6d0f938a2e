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
    let all = Array(run.docs.indices)
    let families = Self.families(data, ExitGrid(minimumLoops: minimumLoops, patience: patience))
    let points = families.map { data.points($0.policies, values: $0.values, docs: all) }
    fixed = points[0]
    rules = points.dropFirst().flatMap { $0 }
    oracle = data.result(all, costs: data.triedCosts) { doc in costs.indices.first { run.isRight(doc, at: $0) } ?? 0 }
    frontier = Self.frontier(fixed + rules)
    chosen = all.count < 2 ? [] : families.compactMap { Self.choose($0, data) }
  }

  /// Policies of one kind, with the values that they look at.
  private struct Family {
    let policies: [ExitPolicy]
    let values: [[Double?]]
  }

  /// The fixed depths first, then a family a criterion.
  private static func families(_ data: ExitData, _ grid: ExitGrid) -> [Family] {
    let fixed = Family(policies: data.run.loops.map { .fixed(loops: $0) }, values: [])
    return [fixed]
      + ExitCriterion.allCases.map { criterion in
        let values = data.values(criterion)
        return Family(policies: grid.rules(criterion, values: values), values: values)
      }
  }

  private static func frontier(_ points: [ExitPoint]) -> [ExitPoint] {
    var seen: Set<[Double]> = []
    return points.filter { point in !points.contains { point.result.isDominated(by: $0.result) } }
      .filter { seen.insert([$0.result.meanCost, Double($0.result.correct)]).inserted }
      .sorted { $0.result.meanCost < $1.result.meanCost }
  }

  private static func choose(_ family: Family, _ data: ExitData) -> ChosenExit? {
    let choosing = data.run.docs.indices.filter { $0.isMultiple(of: 2) }
    let reporting = data.run.docs.indices.filter { !$0.isMultiple(of: 2) }
    let deepest = data.costs.count - 1
    let required = choosing.count { data.run.isRight($0, at: deepest) }
    let candidates = data.points(family.policies, values: family.values, docs: choosing)
    let good = candidates.filter { $0.result.correct >= required }
    let most = candidates.map(\.result.correct).max()
    let pool = good.isEmpty ? candidates.filter { $0.result.correct == most } : good
    guard let best = pool.min(by: { $0.result.meanCost < $1.result.meanCost }) else { return nil }
    let reported = data.points([best.policy], values: family.values, docs: reporting)[0]
    return ChosenExit(
      choosing: best, reported: reported,
      againstDeepest: data.counts(reporting, first: deepest, best.policy, values: family.values))
  }
}
