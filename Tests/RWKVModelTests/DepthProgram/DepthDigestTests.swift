import RWKVModel
import Testing

@Suite struct DepthDigestTests {
  private static let variations: [@Sendable (inout DepthConfiguration) -> Void] = [
    { _ in },
    { $0.sharing = .cycle },
    { $0.sharing = .cycleReverse },
    { $0.groups = 2 },
    { $0.groups = 1 },
    { ($0.groups, $0.prelude) = (1, 1) },
    { ($0.groups, $0.coda) = (1, 1) },
    { ($0.sharing, $0.schedule) = (.explicit, [0, 1, 2, 3, 0, 1, 2, 3]) },
    { $0.injection.kind = .add },
    { $0.injection.kind = .concat },
    { ($0.injection.kind, $0.injection.norm) = (.concat, .layerNorm) },
    { ($0.injection.kind, $0.injection.source) = (.add, .running) },
    { ($0.injection.kind, $0.injection.source) = (.add, .embedding) },
    { ($0.injection.kind, $0.injection.place) = (.add, .after) },
    { ($0.injection.kind, $0.startsFromZeros) = (.add, true) },
    { $0.inputNorm = .everyApplication },
    { $0.inputNorm = .firstApplicationOnly },
    { $0.firstValue = .resetEachApplication },
    { $0.firstValue = .firstApplicationAllMix },
    { $0.hasLoopNorm = true },
    { $0.stateSlots = 3 },
    { $0.stateSlots = 8 },
  ]

  private func program(_ index: Int, loops: Int = 8, hasSharedAdapter: Bool = false) throws -> DepthProgram {
    var configuration = DepthConfiguration()
    configuration.groups = 4
    Self.variations[index](&configuration)
    return try configuration.program(
      loops: loops, for: LayerInventory(layers: 4, hasSharedAdapter: hasSharedAdapter))
  }

  @Test func `digests differ when anything differs`() throws {
    var digests: [String: Int] = [:]
    for index in Self.variations.indices {
      let digest = try program(index).digest
      #expect(digests[digest] == nil, "variations \(index) and \(digests[digest] ?? -1)")
      digests[digest] = index
    }
    // `group 0 loop 0` of eight loops is that of sixteen; the whole is not.
    #expect(try digests[program(0, loops: 16).digest] == nil)
    #expect(try digests[program(9, hasSharedAdapter: true).digest] == nil)
    #expect(digests.keys.allSatisfy { $0.count == 64 })
  }

  @Test func `equal programs have equal digests, however they were written`() throws {
    for index in Self.variations.indices { #expect(try program(index).digest == program(index).digest) }
    let text = try ConfigurationText(4)
    let file = try text.program(#"{"num_hidden_layers": 8, "num_hidden_groups": 4, "injection_type": "add"}"#)
    #expect(try file.digest == program(8).digest)
  }
}
