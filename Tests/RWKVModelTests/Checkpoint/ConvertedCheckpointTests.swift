import Console
import FileWriters
import Foundation
import RWKVKernels
import SharedFixtures
import Synchronization
import Testing

@testable import RWKVModel

@Suite struct ConvertedCheckpointTests {
  private let folder = try? TemporaryFolder()

  private func convert(_ model: RWKVModel, to type: ElementType = .float32) throws -> RWKVModel {
    let folder = try #require(folder)
    let converted = try ConvertedCheckpoint(model, to: type)
    var file: [UInt8] = []
    try converted.write { file += $0 }
    #expect(file.count == converted.byteCount)
    if let text = converted.configuration { try folder.write(text, to: "config.json") }
    return try RWKVModel(Checkpoint.open(folder.write(file, to: "model.safetensors")))
  }

  private func logits(_ model: RWKVModel, _ program: DepthProgram) throws -> [[Float]] {
    try SequenceLogits(model, program, (0..<20).map { ($0 * 37 + 5) % model.shape.vocabulary }).logits
  }

  private func expectSame(_ model: RWKVModel, as converted: RWKVModel) throws {
    let program = try DepthConfiguration().program(for: model.inventory)
    #expect(try logits(model, program) == logits(converted, program))
  }

  private func reference() throws -> Checkpoint {
    try .open(SharedFixtures.nearest("oracle/rwkv7-small/model-bf16.pth"))
  }

  @Test func `a file of the official names has the shapes and the bytes of the pth file`() throws {
    let checkpoint = try reference()
    let converted = try convert(RWKVModel(checkpoint), to: .bfloat16)
    #expect(converted.checkpoint.elementTypeSummary == "bf16")
    for (name, tensor) in converted.checkpoint.tensors {
      let official = try #require(checkpoint.tensors[name])
      #expect(tensor.storedName == name && tensor.shape == official.shape, "\(name)")
      #expect(tensor.widened() == official.widened(), "\(name)")
    }
    try expectSame(RWKVModel(checkpoint), as: converted)
  }

  @Test func `a LoRA is merged into the file, and states become a part of it`() throws {
    let files = ["lora", "state"].map { SharedFixtures.nearest("oracle/rwkv7-small/\($0)-bf16.pth") }
    let model = try RWKVModel(reference().merging(lora: files[0], alpha: 6).starting(from: files[1]))
    let converted = try convert(model, to: .float32)
    #expect(converted.checkpoint.hasOwnStates && converted.checkpoint.lora == nil)
    try expectSame(model, as: converted)
  }

  @Test(arguments: [
    OfficialFolder.Spelling(), .init(suffix: "", transposesLowRank: false), .init(isFused: true, shards: 2),
  ])
  func `an official folder is converted without a change`(spelling: OfficialFolder.Spelling) throws {
    let source = try OfficialFolder(reference(), spelling)
    let model = try RWKVModel(Checkpoint.open(source.path))
    let converted = try convert(model)
    #expect(converted.isEmbeddingNormed == spelling.isFused)
    try expectSame(model, as: converted)
  }

  @Test func `a GGUF file is converted without a change`() throws {
    let file = try #require(folder).write(SampleGGUF(reference()).bytes, to: "model.gguf")
    let model = try RWKVModel(Checkpoint.open(file))
    let converted = try convert(model)
    #expect(converted.checkpoint.configurationPath == nil && converted.leftTensors.isEmpty)
    try expectSame(model, as: converted)
  }

  @Test(arguments: FLAConfigurationTests.cases)
  func `what fla's configuration says holds under official names too`(sample: FLAConfigurationTests.Case) throws {
    let source = try FLAFolder(sample)
    let model = try source.model()
    let converted = try convert(model)
    // fla's gelu has a name of its own elsewhere.
    let departures = model.departures.map { $0 == "hidden_act gelu" ? "hidden_act gelu_pytorch_tanh" : $0 }
    #expect(Set(converted.departures) == Set(departures))
    try expectSame(model, as: converted)
  }

  @Test func `recurrent groups keep names that say how many they are`() throws {
    let file = SharedFixtures.nearest("oracle/rwkv-dr/small-0614-linear-g4-d64/model.pth")
    let model = try RWKVModel(Checkpoint.open(file))
    let layout = try #require(model.checkpoint.groupLayout)
    let converted = try convert(model)
    #expect(converted.checkpoint.groupLayout == layout)
    #expect(converted.inventory == model.inventory)
    for (name, tensor) in converted.checkpoint.tensors {
      #expect(tensor.squeezed().widened() == model.checkpoint.tensors[name]?.squeezed().widened(), "\(name)")
    }
  }

  @Test func `numbers are rounded to nearest, ties to even`() {
    var generator = SystemRandomNumberGenerator()
    var numbers: [Float] = [
      0, -0, 1, 65_504, 65_519, 0x1p-14, 0x1p-24, 0x1p-25, 0x1.8p-24, 0x1.002p0, 0x1.006p0, .infinity,
    ]
    numbers += (0..<10_000).map { _ in Float(bitPattern: UInt32.random(in: 0...(.max), using: &generator)) }
    for number in numbers where !number.isNaN {
      let half = UInt32(Float16(number).bitPattern)
      #expect(ElementType.float16.bits(of: number) == half, "\(number)")
      let bits = ElementType.bfloat16.bits(of: number)
      let (below, above) = (number.bitPattern >> 16, (number.bitPattern >> 16) + 1)
      let rest = number.bitPattern & 0xffff
      let isUp = rest > 0x8000 || rest == 0x8000 && below & 1 == 1
      #expect(bits == (isUp ? above : below), "\(number)")
    }
    #expect(ElementType.float16.bits(of: .nan) & 0x7c00 == 0x7c00 && ElementType.float16.bits(of: .nan) & 0x3ff != 0)
    #expect(ElementType.bfloat16.bits(of: .nan) & 0x7f80 == 0x7f80 && ElementType.bfloat16.bits(of: .nan) & 0x7f != 0)
  }

  @Test func `every half is widened exactly, also where subnormal numbers count as zero`() {
    let halves = (0...UInt16.max).map { $0 }
    let bytes = halves.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let tensor = CheckpointTensor(
      name: "x", shape: [halves.count], elementType: .float16, storage: TensorStorage(bytes))
    // Made outside: the conversion of the standard library takes subnormal numbers for zero too.
    let exact = halves.map { Float(Float16(bitPattern: $0)) }
    let wrong = Mutex(0)
    ThreadTeam(count: 2).forEach(2) { _, _ in
      let count = zip(tensor.widened(), exact).count { number, exact in
        exact.isNaN ? !number.isNaN : number.bitPattern != exact.bitPattern
      }
      wrong.withLock { $0 += count }
    }
    #expect(wrong.withLock { $0 } == 0)
  }

  @Test func `a number that fp16 has no room for is named`() throws {
    let source = try OfficialFolder(reference(), .init())
    let file = source.path + "/model.safetensors"
    var bytes = try [UInt8](Data(contentsOf: URL(filePath: file)))
    bytes.replaceSubrange((bytes.count - 4)..., with: SampleFiles.bytes([70_000]))
    try Data(bytes).write(to: URL(filePath: file))
    let model = try RWKVModel(Checkpoint.open(source.path))
    let error = #expect(throws: UserError.self) {
      try ConvertedCheckpoint(model, to: .float16).write { _ in }
    }
    #expect(error?.problem.hasPrefix("holds 70000.0, which fp16 has no room for") == true)
  }
}
