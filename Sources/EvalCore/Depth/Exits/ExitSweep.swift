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

/// A run's docs as exits see them: what each depth costs, and whether each doc is right there.
struct ExitData {
  /// Docs, and how many of them are right at each depth.
  struct Docs {
    let indices: [Int]
    let rightAtDepth: [Int]
  }

  /// Policies of one kind, with what tells where they stop a doc.
  struct Family {
    let policies: [ExitPolicy]
    /// The values that rules look at, `[doc][depth]`; none for fixed depths.
    var values: [[Double?]] = []
    /// Where rules of any patience stop each doc; none where rules differ in their threshold.
    var stairs: [ExitStairs] = []
  }

  let run: DepthRun
  /// Cost of each depth.
  let costs: [Double]
  /// Cost of each depth where all before it are tried.
  let triedCosts: [Double]
  /// Whether a doc is right, `[doc][depth]`.
  private let isRight: [[Bool]]
  private let depthOfLoops: [Int: Int]

  init(run: DepthRun, costs: [Double], triedCosts: [Double]) {
    self.run = run
    self.costs = costs
    self.triedCosts = triedCosts
    isRight = run.docs.map { doc in run.depths.indices.map { doc.isRight(at: $0) } }
    depthOfLoops = Dictionary(run.loops.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Some of the docs.
  func docs(_ isWanted: (Int) -> Bool) -> Docs {
    let indices = run.docs.indices.filter(isWanted)
    let right = indices.reduce(into: Array(repeating: 0, count: costs.count)) { counts, doc in
      for depth in counts.indices where isRight[doc][depth] { counts[depth] += 1 }
    }
    return Docs(indices: indices, rightAtDepth: right)
  }

  /// The first depth at which a doc is right; nil where there is none.
  func firstRight(_ doc: Int) -> Int? { isRight[doc].firstIndex(of: true) }

  /// What a choice of depths for some docs scores and costs.
  ///
  /// - Parameters:
  ///   - docs: The docs.
  ///   - costs: Cost of each depth.
  ///   - depth: The depth at which a doc stops.
  func result(_ docs: Docs, costs: [Double], _ depth: (Int) -> Int) -> ExitResult {
    var histogram = Array(repeating: 0, count: costs.count)
    var correct = 0
    for doc in docs.indices {
      let exit = depth(doc)
      histogram[exit] += 1
      if isRight[doc][exit] { correct += 1 }
    }
    let total = Double(docs.indices.count)
    return ExitResult(
      histogram: histogram,
      meanCost: zip(histogram, costs).reduce(0) { $0 + Double($1.0) * $1.1 } / total, correct: correct,
      expectedAtRandom: zip(histogram, docs.rightAtDepth).reduce(0) { $0 + Double($1.0) * Double($1.1) / total })
  }

  /// Every depth for all docs.
  var fixed: Family { Family(policies: run.loops.map { .fixed(loops: $0) }) }

  /// The rules of a criterion.
  func family(_ criterion: ExitCriterion, _ grid: ExitGrid) -> Family {
    let values = run.docs.map { criterion.values(of: $0.answers) }
    let policies = grid.rules(criterion, values: values)
    guard !criterion.hasThreshold, case .rule(let rule) = policies.first else {
      return Family(policies: policies, values: values)
    }
    return Family(policies: policies, stairs: values.map { ExitStairs(rule, values: $0, loops: run.loops) })
  }

  /// Policies of a family with what they score on some docs.
  func points(_ policies: [ExitPolicy], of family: Family, docs: Docs) -> [ExitPoint] {
    policies.map { policy in
      let exit = exit(policy, family)
      return ExitPoint(policy: policy, result: result(docs, costs: costs(of: policy), exit))
    }
  }

  private func costs(of policy: ExitPolicy) -> [Double] {
    switch policy {
    case .fixed: costs
    case .rule: triedCosts
    }
  }

  /// Docs by whether the depth `first` and a policy are right.
  func counts(_ docs: Docs, first: Int, _ policy: ExitPolicy, of family: Family) -> PairedCounts {
    let exit = exit(policy, family)
    return docs.indices.reduce(into: PairedCounts()) {
      $0.add(firstRight: isRight[$1][first], secondRight: isRight[$1][exit($1)])
    }
  }

  /// The depth at which a policy stops each doc.
  private func exit(_ policy: ExitPolicy, _ family: Family) -> (Int) -> Int {
    let last = costs.count - 1
    switch policy {
    case .fixed(let loops):
      let depth = depthOfLoops[loops] ?? last
      return { _ in depth }
    case .rule(let rule):
      if family.stairs.isEmpty { return { rule.exit(values: family.values[$0], loops: run.loops) } }
      return { family.stairs[$0].depth(patience: rule.patience) ?? last }
    }
  }
}

/// The thresholds and patiences that are tried for a criterion.
struct ExitGrid {
  /// Loops before which no exit is taken.
  let minimumLoops: Int
  /// Read-outs in a row at which a criterion must hold; `argmaxStable` tries every patience from here on.
  let patience: Int
  /// Thresholds tried for each criterion: its quantiles at 1/20, 2/20, … 19/20 over docs and depths but the last.
  static let quantiles = 20

  /// The rules of a criterion whose values are `[doc][depth]`; none where it has no values.
  func rules(_ criterion: ExitCriterion, values: [[Double?]]) -> [ExitPolicy] {
    let sorted = values.flatMap { $0.dropLast().compactMap { $0 } }.sorted()
    guard !sorted.isEmpty else { return [] }
    guard criterion.hasThreshold else {
      let longest = max(patience, (values.first?.count ?? 0) - 2)
      return (patience...longest).map { rule(criterion, threshold: 0, patience: $0) }
    }
    let thresholds = (1..<Self.quantiles).map { sorted[(sorted.count - 1) * $0 / Self.quantiles] }
    return Set(thresholds).sorted().map { rule(criterion, threshold: $0, patience: patience) }
  }

  private func rule(_ criterion: ExitCriterion, threshold: Double, patience: Int) -> ExitPolicy {
    .rule(ExitRule(criterion: criterion, threshold: threshold, minimumLoops: minimumLoops, patience: patience))
  }
}

/// The depths at which rules that differ in nothing but their patience stop a doc.
///
/// More patience never stops earlier, so the depths form stairs: each step is the first depth at which the criterion has
/// held for more read-outs in a row than ever before. One pass over the depths is enough for every patience.
struct ExitStairs {
  private struct Step {
    let held: Int
    let depth: Int
  }

  private var steps: [Step] = []

  /// The stairs of a doc.
  ///
  /// - Parameters:
  ///   - rule: One of the rules.
  ///   - values: The criterion's value at each depth; nil never holds.
  ///   - loops: Loops of each depth, ascending.
  init(_ rule: ExitRule, values: [Double?], loops: [Int]) {
    var held = 0
    for (depth, value) in values.enumerated() {
      held = rule.holds(value) ? held + 1 : 0
      if loops[depth] >= rule.minimumLoops, held > steps.last?.held ?? 0 {
        steps.append(Step(held: held, depth: depth))
      }
    }
  }

  /// The depth at which the rule with this patience, 1 or more, stops the doc; nil where it never does.
  func depth(patience: Int) -> Int? {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].held < patience { low = middle + 1 } else { high = middle }
    }
    return low < steps.count ? steps[low].depth : nil
  }
}

/// A policy with what it scores and costs.
public struct ExitPoint: Sendable, Hashable {
  /// How the depth is chosen.
  public let policy: ExitPolicy
  /// What comes of it.
  public let result: ExitResult
}

/// A way to choose the depth at which a doc stops.
public enum ExitPolicy: Sendable, Hashable {
  /// Every doc at the same depth.
  case fixed(loops: Int)
  /// Each doc by a rule.
  case rule(ExitRule)
}

/// What docs score, and cost, when each stops at a depth of its own.
public struct ExitResult: Sendable, Hashable {
  /// Docs by the depth at which they stop.
  public let histogram: [Int]
  /// Mean cost of a doc, in the unit of the depths' costs.
  public let meanCost: Double
  /// Docs answered right where they stop.
  public let correct: Int
  /// Right answers to expect when the same numbers of docs stop at each depth, but chosen at random.
  public let expectedAtRandom: Double
  /// Docs.
  public var total: Int { histogram.reduce(0, +) }
  /// Right answers over docs; NaN without docs.
  public var accuracy: Double { Double(correct) / Double(total) }
  /// The accuracy to expect of a random exit with the same histogram; NaN without docs.
  ///
  /// It is the mean of the depths' accuracies over the histogram, exactly: no docs are drawn.
  public var randomAccuracy: Double { expectedAtRandom / Double(total) }
  /// Wilson's 95 % interval of the accuracy.
  public var ci95: ConfidenceInterval { .wilson(successes: correct, trials: total) }
}

/// A policy that was chosen on one half of the docs, and what it does on the other.
///
/// A threshold that is chosen and reported on the same docs looks better than it is.
public struct ChosenExit: Sendable, Hashable {
  /// What it scores on the docs that chose it.
  public let choosing: ExitPoint
  /// What it scores on the other docs.
  public let reported: ExitPoint
  /// The other docs by whether the deepest read-out (first) and this policy (second) are right.
  public let againstDeepest: PairedCounts

  /// The policy.
  public var policy: ExitPolicy { reported.policy }
}
