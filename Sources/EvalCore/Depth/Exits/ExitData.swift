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
