import EvalCore
import Testing

@Suite struct NeverGreedyTests {
  static func reasons(_ outcomes: [Outcome]) -> [String] {
    SampleOutcomes.result(outcomes, tree: TaskTree(name: "lambada")).verdict.reasons.map(\.rule)
  }

  @Test func `objects when no continuation is greedy`() {
    let docs = (0..<5).map { SampleOutcomes.continuation($0, -1 - Double($0), isGreedy: false) }
    let verdict = SampleOutcomes.result(docs, tree: TaskTree(name: "lambada")).verdict
    #expect(verdict.reasons.map(\.rule) == ["never_greedy"])
    #expect(verdict.status == .suspect)
    #expect(verdict.reasons[0].message.hasPrefix("none of 5 docs"))
  }

  @Test func `has nothing against a single greedy one`() {
    #expect(
      Self.reasons((0..<5).map { SampleOutcomes.continuation($0, -1 - Double($0), isGreedy: $0 == 3) }).isEmpty)
  }

  @Test func `a broken or constant continuation is invalid, as elsewhere`() {
    let broken = [
      SampleOutcomes.continuation(0, -1, isGreedy: true), SampleOutcomes.continuation(1, .nan, isGreedy: false),
    ]
    #expect(Self.reasons(broken) == ["non_finite"])
    let same = (0..<3).map { SampleOutcomes.continuation($0, -2.5, isGreedy: true) }
    #expect(Self.reasons(same) == ["identical_likelihoods"])
  }
}
