import EvalCore
import Testing

@testable import EvalReport

@Suite struct ExitCostTests {
  private static func depths(_ own: [Int?], tried: [Int?]) -> [ReadoutDepth] {
    zip(own, tried).map { ReadoutDepth(loops: 8, layerApplications: 8, flopsPerToken: $0, triedFlopsPerToken: $1) }
  }

  @Test("Operations are told in a unit that fits the deepest, and what is tried before only where it costs more")
  func units() throws {
    let nested = try #require(ExitCost(Self.depths([50_000_000, 2_000_000_000], tried: [50_000_000, 2_000_000_000])))
    #expect(nested.values == [0.05, 2] && nested.triedValues == nil && nested.caution == nil)
    #expect(nested.unit == "GFLOP a token, the head's apart")
    let forked = try #require(ExitCost(Self.depths([500_000, 900_000], tried: [500_000, 1_300_000])))
    #expect(forked.values == [0.5, 0.9] && forked.triedValues == [0.5, 1.3] && forked.unit.hasPrefix("MFLOP"))
    #expect(try #require(forked.caution).hasSuffix("together 0.5, 1.3."))
    let many = try #require(ExitCost(Self.depths([2, 4, 6, 8, 9000], tried: [2, 6, 12, 20, 30_000])))
    #expect(try #require(many.caution).hasSuffix("together 0.002, 0.006, …, 30."))
    #expect(try #require(ExitCost(Self.depths([2_000], tried: [2_000]))).unit.hasPrefix("kFLOP"))
  }

  @Test("Depths that do not tell their operations have no such cost")
  func unknown() {
    #expect(ExitCost(Self.depths([100, nil], tried: [100, nil])) == nil)
    #expect(ExitCost(Self.depths([100, 200], tried: [100, nil])) == nil)
  }
}
