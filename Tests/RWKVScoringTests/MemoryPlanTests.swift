import Foundation
import RWKVModel
import SharedFixtures
import Testing

@testable import RWKVScoring

@Suite struct MemoryPlanTests {
  private static let megabyte = 1 << 20

  private let need: MemoryNeed
  private let flops: Int

  init() throws {
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.packageRoot + "/models/demo"))
    let program = try DepthFlags().resolve(
      configurationPath: model.checkpoint.configurationPath, inventory: model.inventory, isLooped: true
    ).configuration.program(loops: 400, for: model.inventory)
    need = MemoryNeed(model, programs: [program])
    flops = ModelCosts(model, program: program).flopsPerToken
  }

  private func plan(_ budget: Int?, threads: Int = 2, recorded: Int? = nil, work: Double = 1) -> MemoryPlan {
    MemoryPlan(
      need, budget: budget, recordedTokens: recorded, flopsAtOnce: 9_000_000_000_000,
      flopsPerToken: Int(Double(flops) * work), threads: threads)
  }

  @Test("Batches fit half of what weights leave, whatever the threads, and no larger ones come of more memory")
  func tokens() {
    #expect(plan(nil).tokensPerBatch == 32768 && plan(1 << 40).tokensPerBatch == 32768)
    for megabytes in [50, 60, 70] {
      let plan = plan(megabytes * Self.megabyte)
      #expect(plan.tokensPerBatch * need.perToken <= megabytes * Self.megabyte / 2)
      #expect(plan.tokensPerBatch < 32768 && plan.tokensPerBatch > 2000)
      #expect(self.plan(megabytes * Self.megabyte, threads: 40).tokensPerBatch == plan.tokensPerBatch)
    }
    #expect(plan(50 * Self.megabyte, recorded: 777).tokensPerBatch == 777)
  }

  @Test("The workspace of threads is cut to what is left, and what cannot be kept is said")
  func workspace() throws {
    #expect(plan(nil).blocksPerThread == 4)
    let tight = (10...80).map { plan($0 * 2 * Self.megabyte) }
    #expect(Set(tight.map(\.blocksPerThread)) == [1, 2, 4])
    for (megabytes, plan) in zip((10...80).map { $0 * 2 }, tight) {
      #expect(
        (plan.note(limit: megabytes * Self.megabyte, threads: 2) == nil) == (plan.bytes <= megabytes * Self.megabyte))
    }
    let note = try #require(plan(1).note(limit: 1, threads: 2))
    #expect(note.contains("more than --memory allows") && note.contains("256 tokens") && note.contains("2 threads"))
    #expect(plan(1).note(limit: nil, threads: 2) == nil)
  }

  @Test("Where states of all applications would not fit, batches are as small as their work asks for")
  func states() {
    let heavy = plan(nil, work: 100)
    #expect(heavy.tokensPerBatch == 32768 && heavy.bytes > need.states(branches: MemoryPlan.branches))
    #expect(plan(60 * Self.megabyte, work: 100).tokensPerBatch == 1536)
  }
}
