import Testing

@testable import EvalCore

@Suite struct ExitSweepTests {
  /// Docs at 8, 16 and 24 loops with the probability of the right one of two choices: half of the docs are sure and right
  /// from the first depth on, the others are unsure, and right at the last depth only.
  static func run() throws -> DepthRun {
    try SampleDepths.run(
      (0..<40).map { doc in
        let slack = Double(doc) / 1000
        return (doc % 4 < 2 ? [0.9, 0.9, 0.9] : [0.4, 0.45, 0.9]).map { SampleDepths.logprobs($0 - slack) }
      }, loops: [8, 16, 24])
  }

  static func sweep() throws -> ExitSweep { ExitSweep(try run(), costs: [1, 2, 3]) }

  @Test("Fixed depths are accuracies and costs of the depths, and their own random exits")
  func fixed() throws {
    let sweep = try Self.sweep()
    #expect(sweep.fixed.map(\.policy) == [8, 16, 24].map { .fixed(loops: $0) })
    #expect(sweep.fixed.map(\.result.meanCost) == [1, 2, 3])
    #expect(sweep.fixed.map(\.result.correct) == [20, 20, 40])
    #expect(sweep.fixed.map(\.result.randomAccuracy) == [0.5, 0.5, 1])
    #expect(sweep.fixed[1].result.histogram == [0, 40, 0])
  }

  @Test("The oracle stops each doc where it is first right, and at the first depth where it never is")
  func oracle() throws {
    let oracle = try Self.sweep().oracle
    #expect(oracle.histogram == [20, 0, 20] && oracle.correct == 40 && oracle.meanCost == 2)
    let hopeless = ExitSweep(try SampleDepths.run([[1, 1, 1], [1, 0, 1]]), costs: [1, 2, 3]).oracle
    #expect(hopeless.histogram == [1, 1, 0] && hopeless.correct == 1)
  }

  @Test("A rule that tells sure docs from unsure ones is right everywhere at less cost, and random exits are not")
  func rule() throws {
    let sweep = try Self.sweep()
    let best = try #require(sweep.frontier.last)
    #expect(best.result.correct == 40 && best.result.meanCost == 2)
    #expect(best.result.histogram == [20, 0, 20])
    // Half of the docs at accuracy 1/2, half at accuracy 1.
    #expect(best.result.randomAccuracy == 0.75)
    guard case .rule = best.policy else {
      Issue.record("\(best.policy)")
      return
    }
  }

  @Test("No point of the frontier is beaten, and every other point is, or equals one")
  func frontier() throws {
    let sweep = try Self.sweep()
    let points = sweep.fixed + sweep.rules
    #expect(
      zip(sweep.frontier, sweep.frontier.dropFirst()).allSatisfy { low, high in
        low.result.meanCost < high.result.meanCost && low.result.correct < high.result.correct
      })
    for point in points {
      #expect(
        sweep.frontier.contains {
          $0.result.meanCost <= point.result.meanCost && $0.result.correct >= point.result.correct
        })
    }
    #expect(sweep.frontier.first?.policy == .fixed(loops: 8))
  }

  @Test("Every criterion with values is tried over thresholds of the data, and residuals only where measured")
  func grid() throws {
    let run = try Self.run()
    func criteria(_ sweep: ExitSweep) -> Set<ExitCriterion> {
      Set(
        sweep.rules.compactMap { point in
          guard case .rule(let rule) = point.policy else { return nil }
          return rule.criterion
        })
    }
    #expect(criteria(ExitSweep(run, costs: [1, 2, 3])) == Set(ExitCriterion.allCases).subtracting([.residual]))
    let measured = ExitSweep(
      try SampleDepths.measured(run) { doc, depth in [nil, Double(doc) / 100, 0.5][depth] }, costs: [1, 2, 3])
    #expect(criteria(measured) == Set(ExitCriterion.allCases))
    let thresholds = measured.rules.compactMap { point -> Double? in
      guard case .rule(let rule) = point.policy, rule.criterion == .residual else { return nil }
      return rule.threshold
    }
    #expect(thresholds.count == 19 && thresholds == thresholds.sorted())
    #expect(thresholds.allSatisfy { threshold in (0..<40).contains { Double($0) / 100 == threshold } })
  }

  @Test("A rule and the upper bound pay for the depths that they try, a fixed depth does not")
  func tried() throws {
    let run = try SampleDepths.run([[1, 0, 0], [1, 1, 0]])
    let sweep = ExitSweep(run, costs: [1, 2, 3], triedCosts: [1, 3, 6])
    #expect(sweep.fixed.map(\.result.meanCost) == [1, 2, 3])
    #expect(sweep.oracle.meanCost == 4.5)
    // At 16 loops one prediction has changed; both have at 24, and there everything ends.
    #expect(sweep.rules.contains { $0.result.meanCost == 6 } && !sweep.rules.contains { $0.result.meanCost == 2 })
  }

  @Test("A policy is chosen on one half of the docs and reported on the other")
  func chosen() throws {
    let sweep = try Self.sweep()
    let fixed = try #require(sweep.chosen.first)
    #expect(fixed.policy == .fixed(loops: 24))
    #expect(fixed.choosing.result.total == 20 && fixed.reported.result.total == 20)
    #expect(fixed.againstDeepest.total == 20 && fixed.againstDeepest.difference == 0)
    let entropy = try #require(
      sweep.chosen.first {
        guard case .rule(let rule) = $0.policy else { return false }
        return rule.criterion == .entropy
      })
    #expect(entropy.choosing.result.correct == 20)
    #expect(entropy.reported.result.meanCost < 3)
    #expect(entropy.reported.result.ci95 == .wilson(successes: entropy.reported.result.correct, trials: 20))
  }

  @Test("What the choosing half shows need not hold on the other half")
  func otherHalf() throws {
    // The first, third … doc are right at every depth, the others at the last one only.
    let sweep = ExitSweep(
      try SampleDepths.run((0..<20).map { $0.isMultiple(of: 2) ? [0, 0, 0] : [1, 1, 0] }), costs: [1, 2, 3])
    let fixed = try #require(sweep.chosen.first)
    #expect(fixed.policy == .fixed(loops: 8))
    #expect(fixed.choosing.result.accuracy == 1 && fixed.reported.result.accuracy == 0)
    #expect(fixed.againstDeepest.rightToWrong == 10 && fixed.againstDeepest.difference == -1)
  }

  @Test("One doc has no other half, and docs without numbers have no rules")
  func small() throws {
    #expect(ExitSweep(try SampleDepths.run([[0, 0]]), costs: [1, 2]).chosen.isEmpty)
    let broken = ExitSweep(try SampleDepths.run([[nil, nil], [nil, nil]]), costs: [1, 2])
    #expect(broken.rules.isEmpty && broken.chosen.map(\.policy) == [.fixed(loops: 8)])
  }

  @Test(
    "Random runs have the points that rules give one by one, and the frontier that comparing all with all gives",
    arguments: 0..<8)
  func plain(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let run = try SampleDepths.run(
      (0..<9).map { _ in (0..<12).map { _ in [0, 0, 0, 1, 2, nil].randomElement(using: &generator) ?? nil } })
    let costs = (0..<12).map { _ in Double(Int.random(in: 1...6, using: &generator)) }
    let sweep = ExitSweep(run, costs: costs, minimumLoops: 16)
    for point in sweep.rules {
      guard case .rule(let rule) = point.policy else { continue }
      let exits = run.docs.map { rule.exit(values: rule.criterion.values(of: $0.answers), loops: run.loops) }
      #expect(point.result.histogram == (0..<12).map { depth in exits.count { $0 == depth } })
      #expect(point.result.correct == exits.enumerated().count { run.isRight($0.offset, at: $0.element) })
    }
    let points = (sweep.fixed + sweep.rules).map(\.result)
    let best = points.filter { point in
      !points.contains {
        $0.meanCost <= point.meanCost && $0.correct >= point.correct
          && ($0.meanCost < point.meanCost || $0.correct > point.correct)
      }
    }
    #expect(Set(sweep.frontier.map(\.result.meanCost)) == Set(best.map(\.meanCost)))
    #expect(sweep.frontier.map(\.result.meanCost) == sweep.frontier.map(\.result.meanCost).sorted())
  }

  @Test("Five hundred read-outs are swept in one go", .timeLimit(.minutes(1)))
  func many() throws {
    let run = try SampleDepths.run((0..<2).map { doc in (0..<500).map { ($0 + doc) % 3 == 0 ? 0 : 1 } })
    let sweep = ExitSweep(run, costs: (0..<500).map(Double.init))
    #expect(sweep.fixed.count == 500 && sweep.rules.count > 498)
  }
}
