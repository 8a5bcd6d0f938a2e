import Console
import RWKVModel
import Testing

@Suite struct DepthPresetTests {
  private func program(
    _ preset: DepthPreset, groups: Int = 4, inner: Int = 1, loops: Int? = nil, repeats: [Int: Int] = [:],
    hasSharedAdapter: Bool = false
  ) throws -> DepthProgram {
    let inventory = LayerInventory(
      layers: groups * inner, namedGroups: .init(groups: groups, inner: inner), hasSharedAdapter: hasSharedAdapter)
    return try preset.configuration(for: inventory, repeats: repeats).program(loops: loops, for: inventory)
  }

  @Test func `the trained graph norms every application and adds the layer to its input`() throws {
    let program = try program(.train, loops: 8)
    #expect(program.order == "0² 1² 2² 3²")
    #expect(!program.embeddingNorm)
    #expect(program.isCausal)
    for application in program.applications {
      #expect(application.inputNorm)
      #expect(application.before == [.rememberSource])
      #expect(application.after == [.add])
      #expect(application.valueResidual == .own)
    }
  }

  @Test func `the trained graph applies the last inner layer alone, without ln0`() throws {
    let program = try program(.train, groups: 2, inner: 2, loops: 4)
    #expect(program.applications.map(\.layer) == [1, 1, 3, 3])
    #expect(program.applications.allSatisfy { !$0.inputNorm && $0.valueResidual == .mix })
  }

  @Test func `the published graph norms the embedding and shares its state slots`() throws {
    let program = try program(.published, loops: 8)
    #expect(program.embeddingNorm)
    #expect(program.applications.map(\.stateSlot) == [0, 1, 2, 3, 0, 1, 2, 3])
    #expect(program.applications.map(\.valueResidual) == [.capture] + Array(repeating: .mix, count: 7))
    #expect(program.applications.allSatisfy { $0.before.isEmpty && $0.after.isEmpty && !$0.inputNorm })
    #expect(!program.isCausal)
  }

  @Test func `June 14 runs all groups once, then repeats some`() throws {
    #expect(try program(.june14).applications.map(\.layer) == [0, 1, 2, 3, 0, 1, 1, 1, 2, 3])
    let sixteen = try program(.june14, groups: 16, hasSharedAdapter: true)
    #expect(sixteen.applications.count == 37)
    #expect(sixteen.applications[0].after == [.concat(.shared, normed: false)])
  }

  @Test func `June 15 repeats as told and norms both halves`() throws {
    let program = try program(.june15, repeats: [0: 2, 2: 5, 3: 3], hasSharedAdapter: true)
    #expect(program.applications.map(\.layer) == [0, 0, 1, 2, 2, 2, 2, 2, 3, 3, 3])
    #expect(program.applications.allSatisfy { $0.after == [.concat(.shared, normed: true)] })
    #expect(throws: UserError.self) { try self.program(.june15, repeats: [4: 1]) }
  }

  @Test func `an inner chain of two mixes a v_first that is combined as h is`() throws {
    let program = try program(.june14, groups: 2, inner: 2)
    #expect(program.applications.map(\.valueResidual) == [.own, .mix, .own, .mix, .mix, .mix])
    #expect(program.applications.allSatisfy { $0.combinesFirstValue })
  }
}
