import Console
import Foundation
import RWKVModel
import Testing

@testable import rwkv_bench

@Suite struct RandomCheckpointTests {
  private let small = BenchShape(
    name: "small", layers: 2, width: 128, ranks: .init(decay: 8, rate: 8, value: 4, gate: 16), loops: nil, docs: 1,
    vocabulary: 512)

  @Test func `A random checkpoint binds as a model of its shape, the same bytes every time`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["a", "b"].map { folder.appendingPathComponent($0 + ".safetensors").path }
    for path in paths { try RandomCheckpoint(small).write(to: path) }
    #expect(FileManager.default.contentsEqual(atPath: paths[0], andPath: paths[1]))
    let checkpoint = try Checkpoint.open(paths[0])
    let model = try RWKVModel(checkpoint)
    try checkpoint.verify()
    #expect(model.shape.layers == 2)
    #expect(model.shape.headSize == 64)
    #expect(model.shape.vocabulary == 512)
    #expect(checkpoint.elementTypeSummary == "bf16")
  }

  @Test(arguments: [("0.1B", 191_034_624), ("0.4B", 450_767_872), ("1.5B", 1_527_404_544), ("2.9B", 2_947_735_040)])
  func `Shapes have the parameter counts of the released models`(name: String, parameters: Int) throws {
    let shape = try #require(BenchShape.all.first { $0.name == name })
    #expect(shape.tensors.reduce(0) { $0 + $1.count } == parameters)
  }

  @Test func `A looped shape has an input norm in every layer, a plain one in the first`() throws {
    func norms(_ name: String) throws -> Int {
      try #require(BenchShape.all.first { $0.name == name }).tensors.count { $0.name.hasSuffix("ln0.weight") }
    }
    #expect(try norms("L400-D1024") == 8)
    #expect(try norms("0.1B") == 1)
  }

  @Test(arguments: [
    (Float(1), UInt16(0x3F80)), (-2, 0xC000), (1.00390625, 0x3F80), (1.01171875, 0x3F82), (0, 0),
  ])
  func `bfloat16 is the nearest value, ties to even`(value: Float, bits: UInt16) {
    #expect(RandomCheckpoint.bfloat16(value) == bits)
  }

  @Test func `A folder that is not there is an error with path and remedy`() {
    let error = #expect(throws: UserError.self) {
      try RandomCheckpoint(small).write(to: "/no/such/folder/x.safetensors")
    }
    #expect(error?.description.contains("/no/such/folder/x.safetensors") == true)
    #expect(error?.description.contains("--checkpoints") == true)
  }
}
