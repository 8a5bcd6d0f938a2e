import Testing

@testable import EvalCore

@Suite struct ExitStairsTests {
  @Test("Every patience stops where its rule stops", arguments: 0..<50)
  func rules(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let loops = (1...30).map { 8 * $0 }
    let values: [Double?] = loops.map { _ in [nil, 0, 1, 1, 1].randomElement(using: &generator) ?? nil }
    let minimum = Int.random(in: 0...240, using: &generator)
    func rule(_ patience: Int) -> ExitRule {
      ExitRule(criterion: .argmaxStable, threshold: 0, minimumLoops: minimum, patience: patience)
    }
    let stairs = ExitStairs(rule(1), values: values, loops: loops)
    for patience in 1...31 {
      #expect((stairs.depth(patience: patience) ?? 29) == rule(patience).exit(values: values, loops: loops))
    }
  }
}
