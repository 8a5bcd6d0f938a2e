import Testing

@testable import EvalCore

@Suite struct ExitWatchTests {
  private static let loops = [8, 16, 24, 32, 40]

  /// Docs that grow sure at different depths, with residuals that halve.
  private static func docs() throws -> [Outcome] {
    let run = try SampleDepths.run(
      (0..<20).map { doc in loops.indices.map { SampleDepths.logprobs(0.3 + 0.03 * Double((doc * 7 + $0 * 5) % 23)) } },
      loops: loops)
    return try SampleDepths.measured(run) { doc, depth in depth == 0 ? nil : Double(1 + doc) / Double(1 << depth) }.docs
  }

  @Test(
    "A doc that is watched from depth to depth stops where the rule stops it after the fact",
    arguments: ExitCriterion.allCases)
  func agreement(criterion: ExitCriterion) throws {
    let thresholds: [Double] = [0.01, 0.3, 0.55, 0.6, 0.65, 1]
    var exits: Set<Int> = []
    for doc in try Self.docs() {
      for (threshold, minimum, patience) in thresholds.flatMap({ [($0, 0, 1), ($0, 20, 1), ($0, 0, 2)] }) {
        let rule = ExitRule(criterion: criterion, threshold: threshold, minimumLoops: minimum, patience: patience)
        var watch = ExitWatch(rule)
        let live = doc.answers.indices.first { watch.stops(at: doc.answers[$0], loops: Self.loops[$0]) }
        let swept = rule.exit(values: criterion.values(of: doc.answers), loops: Self.loops)
        #expect((live ?? 4) == swept)
        exits.insert(swept)
      }
    }
    #expect(exits.count > 2, "the rules stop docs at different depths")
  }
}
