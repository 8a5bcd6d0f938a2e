import Console
import FileWriters
import Foundation
import RWKVKernels
import SharedFixtures
import Testing

@testable import RWKVModel

/// RWKV-4, 5 and 6, on what `tools/older_cases.py` has recorded of PyPI's `rwkv`.
@Suite struct OlderGenerationTests {
  private static let kinds: [(name: String, generation: ModelGeneration)] = [
    ("rwkv-4", .rwkv4), ("rwkv-5.0", .rwkv5), ("rwkv-5.1", .rwkv5), ("rwkv-5.2", .rwkv5), ("rwkv-6", .rwkv6),
    ("rwkv-5.2-state", .rwkv5), ("rwkv-6-state", .rwkv6),
  ]
  private static let names = kinds.map(\.name)

  private func model(_ name: String) throws -> RWKVModel {
    try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/rwkv-older/\(name).pth")))
  }

  private func plain(_ model: RWKVModel) throws -> DepthProgram {
    try DepthConfiguration().program(for: model.inventory)
  }

  private func tokens(_ count: Int, _ model: RWKVModel) -> [Int] {
    (0..<count).map { ($0 * 37 + $0 * $0 + 5) % model.shape.vocabulary }
  }

  @Test(arguments: kinds, [true, false])
  func `every position of six sequences equals PyPI's rwkv`(
    kind: (name: String, generation: ModelGeneration), usesSIMD: Bool
  ) throws {
    let model = try model(kind.name)
    #expect(model.shape.generation == kind.generation)
    #expect(model.checkpoint.hasOwnStates == kind.name.hasSuffix("-state"))
    let sequences = try unwrap(
      Oracle.object("oracle/rwkv-older/\(kind.name).json")["sequences"] as? [[String: Any]])
    #expect(sequences.count == 6)
    for sequence in sequences {
      let tokens = try unwrap(sequence["tokens"] as? [Int])
      let got = try SequenceLogits(
        model, plain(model), tokens, engine: Engine(threads: 2, usesSIMD: usesSIMD))
      let difference = largestDifference(got.logits, try Oracle.rows(sequence["logits"]))
      // Measured: 6.3e-6 with AVX2, 5.3e-6 without.
      #expect(difference < 5e-5, "\(tokens.count) tokens: \(difference)")
      #expect(got.fault == nil)
    }
  }

  @Test(arguments: names)
  func `shared prefixes and threads change nothing that counts`(name: String) throws {
    let model = try model(name)
    let tokens = tokens(70, model).map(Int32.init)
    let sequences: [[Int32]] = [
      Array(tokens[..<40]), Array(tokens[..<20] + tokens[50...]), Array(tokens[..<20] + tokens[45...]), [7, 3, 9],
    ]
    let alone = try sequences.map { try unwrap(SequenceLogits(model, plain(model), $0.map(Int.init)).logits.last) }
    for threads in [1, 3] {
      let engine = Engine(threads: threads)
      let forest = TokenForest(sequences)
      let rows = forest.paths.compactMap(\.last)
      let head = OutputHead(model, engine: engine)
      try ForwardPass(model, programs: [plain(model)], engine: engine).run(forest, rows: rows) { readout in
        let together = head.logits(hidden: readout.hidden)
        for (one, other) in zip(together, alone) {
          #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 })
        }
      }
    }
  }

  @Test(arguments: names)
  func `a looped program equals the plain one of a checkpoint whose layers stand there as often`(name: String) throws {
    let model = try model(name)
    var configuration = DepthConfiguration()
    (configuration.groups, configuration.prelude, configuration.coda) = (1, 1, 1)
    let looped = try configuration.program(loops: 3, for: model.inventory)
    #expect(looped.applications.map(\.layer) == [0, 1, 1, 1, 2])
    let folder = try TemporaryFolder()
    let unrolled = try RWKVModel(Checkpoint.open(folder.write(unrolled(model, looped), to: "model.safetensors")))
    let tokens = tokens(30, model)
    #expect(
      try SequenceLogits(model, looped, tokens).logits == SequenceLogits(unrolled, plain(unrolled), tokens).logits)
  }

  /// The file of a model of which each application of a program is a layer.
  private func unrolled(_ model: RWKVModel, _ program: DepthProgram) throws -> [UInt8] {
    var entries: [String] = []
    var data: [UInt8] = []
    func add(_ name: String, _ tensor: CheckpointTensor) {
      let bytes = SampleFiles.bytes(tensor.widened())
      let range = "[\(data.count),\(data.count + bytes.count)]"
      entries.append("\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(tensor.shape),\"data_offsets\":\(range)}")
      data += bytes
    }
    for (name, tensor) in model.checkpoint.tensors.sorted(by: { $0.key < $1.key }) {
      guard let path = LayerPath(name, after: "blocks") else {
        add(name, tensor)
        continue
      }
      for (index, application) in program.applications.enumerated() where application.layer == path.index {
        add("blocks.\(index).\(path.rest)", tensor)
      }
    }
    return SampleFiles.safetensors("{\(entries.joined(separator: ","))}", data)
  }

  @Test(arguments: names)
  func `states that are carried from call to call make the same logits`(name: String) throws {
    let model = try model(name)
    let tokens = tokens(25, model)
    let whole = try SequenceLogits(model, plain(model), tokens).logits
    let engine = Engine(threads: 2)
    let pass = try ForwardPass(model, programs: [plain(model)], engine: engine)
    let states = try SequenceStates(plain(model), of: model)
    let head = OutputHead(model, engine: engine)
    for (index, token) in tokens.enumerated() {
      let forest = TokenForest([[Int32(token)]], sharesPrefixes: false)
      let readout = try unwrap(pass.step(forest, rows: [0], states: states))
      let own = head.logits(hidden: readout.hidden)[0]
      #expect(zip(own, whole[index]).allSatisfy { abs($0 - $1) < 1e-5 }, "token \(index)")
    }
  }

  @Test(arguments: names)
  func `Hugging Face spells the same model in other words`(name: String) throws {
    let model = try model(name)
    let folder = try TemporaryFolder()
    var entries: [String] = []
    var data: [UInt8] = []
    for (name, tensor) in model.checkpoint.tensors.sorted(by: { $0.key < $1.key }) {
      let bytes = SampleFiles.bytes(tensor.widened())
      let range = "[\(data.count),\(data.count + bytes.count)]"
      entries.append(
        "\"\(Self.spelled(name))\":{\"dtype\":\"F32\",\"shape\":\(tensor.shape),\"data_offsets\":\(range)}")
      data += bytes
    }
    let file = SampleFiles.safetensors("{\(entries.joined(separator: ","))}", data)
    _ = try folder.write(
      #"{"model_type": "rwkv", "hidden_size": 32, "layer_norm_epsilon": 1e-5, "rescale_every": 6}"#, to: "config.json")
    _ = try folder.write(file, to: "model.safetensors")
    let spelled = try RWKVModel(Checkpoint.open(folder.path))
    let tokens = tokens(20, model)
    #expect(
      try SequenceLogits(model, plain(model), tokens).logits == SequenceLogits(spelled, plain(spelled), tokens).logits)
  }

  private static func spelled(_ name: String) -> String {
    if name == "head.weight" { return name }
    if name == "emb.weight" { return "rwkv.embeddings.weight" }
    var spelled =
      "rwkv."
      + name.replacing(".att.", with: ".attention.").replacing(".ffn.", with: ".feed_forward.")
      .replacing(".ln0.", with: ".pre_ln.")
    for word in ["key", "value", "receptance", "gate"] where spelled.hasSuffix("time_mix_\(word.prefix(1))") {
      spelled += word.dropFirst()
    }
    return spelled
  }

  @Test(arguments: names, [Precision.bf16, .fp16])
  func `emulated formats come near`(name: String, precision: Precision) throws {
    let path = SharedFixtures.nearest("oracle/rwkv-older/\(name).pth")
    let (exact, rounded) = (try model(name), try RWKVModel(Checkpoint.open(path), precision: precision))
    let tokens = tokens(20, exact)
    let expected = try SequenceLogits(exact, plain(exact), tokens).logits.map { $0.map(Double.init) }
    let difference = try largestDifference(SequenceLogits(rounded, plain(rounded), tokens).logits, expected)
    #expect(difference > 1e-5 && difference < (precision == .bf16 ? 0.2 : 0.03), "\(difference)")
  }

  @Test(arguments: names)
  func `a converted file gives the same logits`(name: String) throws {
    let model = try model(name)
    let converted = try ConvertedCheckpoint(model, to: .bfloat16)
    var file: [UInt8] = []
    try converted.write { file += $0 }
    let folder = try TemporaryFolder()
    let again = try RWKVModel(Checkpoint.open(folder.write(file, to: "model.safetensors")))
    for (name, tensor) in again.checkpoint.tensors { #expect(tensor.shape == model.checkpoint.tensors[name]?.shape) }
    let tokens = tokens(20, model)
    #expect(
      try SequenceLogits(model, plain(model), tokens).logits == SequenceLogits(again, plain(again), tokens).logits)
  }

  @Test func `sizes that do not fit each other are an error that names the tensor`() throws {
    let folder = try TemporaryFolder()
    let names: [(String, [Int])] = [
      ("emb.weight", [8, 6]), ("blocks.0.att.time_decay", [4]), ("blocks.0.att.time_first", [4]),
    ]
    let path = try folder.write(SampleFiles.safetensors(names), to: "model.safetensors")
    let error = #expect(throws: UserError.self) { try RWKVModel(Checkpoint.open(path)) }
    #expect(error?.problem == "emb.weight has shape [8, 6] and blocks.0.att.time_decay [4]")
  }
}
