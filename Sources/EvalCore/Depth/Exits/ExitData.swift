/// A run's docs as exits see them: what each depth costs, and whether each doc is right there.
struct ExitData {
  let run: DepthRun
  /// Cost of each depth.
  let costs: [Double]
  /// Cost of each depth where all before it are tried.
  let triedCosts: [Double]

  /// What a choice of depths for some docs scores and costs.
  ///
  /// - Parameters:
  ///   - docs: Indices of docs.
  ///   - depth: The depth at which a doc stops.
  ///   - costs: Cost of each depth.
  func result(_ docs: [Int], costs: [Double], _ depth: (Int) -> Int) -> ExitResult {
    let exits = docs.map(depth)
    let histogram = exits.reduce(into: Array(repeating: 0, count: costs.count)) { $0[$1] += 1 }
    let rightAtDepth = costs.indices.map { depth in docs.count { run.isRight($0, at: depth) } }
    return ExitResult(
      histogram: histogram,
      meanCost: zip(histogram, costs).reduce(0) { $0 + Double($1.0) * $1.1 } / Double(docs.count),
      correct: zip(docs, exits).count { run.isRight($0, at: $1) },
      expectedAtRandom: zip(histogram, rightAtDepth).reduce(0) {
        $0 + Double($1.0) * Double($1.1) / Double(docs.count)
      })
  }

  /// The values of a criterion, `[doc][depth]`.
  func values(_ criterion: ExitCriterion) -> [[Double?]] {
    run.docs.map { criterion.values(of: $0.answers) }
  }

  /// Policies of a family with what they score on `docs`.
  func points(_ policies: [ExitPolicy], values: [[Double?]], docs: [Int]) -> [ExitPoint] {
    policies.map { policy in
      ExitPoint(policy: policy, result: result(docs, costs: costs(of: policy)) { exit($0, policy, values) })
    }
  }

  private func costs(of policy: ExitPolicy) -> [Double] {
    switch policy {
    case .fixed: costs
    case .rule: triedCosts
    }
  }

  /// Docs by whether the depth `first` and a policy are right.
  func counts(_ docs: [Int], first: Int, _ policy: ExitPolicy, values: [[Double?]]) -> PairedCounts {
    docs.reduce(into: PairedCounts()) {
      $0.add(firstRight: run.isRight($1, at: first), secondRight: run.isRight($1, at: exit($1, policy, values)))
    }
  }

  private func exit(_ doc: Int, _ policy: ExitPolicy, _ values: [[Double?]]) -> Int {
    switch policy {
    case .fixed(let loops): run.loops.firstIndex(of: loops) ?? costs.count - 1
    case .rule(let rule): rule.exit(values: values[doc], loops: run.loops)
    }
  }
}
