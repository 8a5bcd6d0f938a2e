import Console
import RWKVModel
import SharedFixtures
import Testing

@Suite struct OfficialFolderTests {
  private static let files = SharedFixtures.testable(
    ["rwkv7-small/model-bf16.pth", "rwkv7/model-fp32.pth"], below: "oracle")

  private static let spellings: [OfficialFolder.Spelling] = [
    .init(), .init(shards: 3), .init(embedding: "emb.weight"), .init(head: "lm_head.weight"),
    .init(prefix: "rwkv7.", head: "lm_head.weight"), .init(prefix: "rwkv."), .init(prefix: "", head: "lm_head.weight"),
    .init(suffix: ""), .init(suffix: "", transposesLowRank: false), .init(transposesLowRank: false),
  ]

  private func checkpoint(_ file: String) throws -> Checkpoint {
    try .open(SharedFixtures.nearest("oracle/\(file)"))
  }

  private func logits(_ model: RWKVModel, for inventory: LayerInventory? = nil) throws -> [[Float]] {
    let tokens = (0..<40).map { ($0 * 37 + 5) % model.shape.vocabulary }
    let program = try DepthConfiguration().program(for: inventory ?? model.inventory)
    return try SequenceLogits(model, program, tokens, engine: Engine(threads: 2)).logits
  }

  @Test(arguments: files, spellings)
  func `every spelling of the official folder gives the logits of the pth file, bit for bit`(
    file: String, spelling: OfficialFolder.Spelling
  ) throws {
    let reference = try checkpoint(file)
    let folder = try OfficialFolder(reference, spelling)
    let model = try RWKVModel(Checkpoint.open(folder.path))
    #expect(model.checkpoint.format == "Hugging Face folder")
    #expect(model.departures.isEmpty && model.leftTensors.isEmpty)
    #expect(model.checkpoint.trainedLength == 16_384)
    #expect(try logits(model) == logits(RWKVModel(reference)))
  }

  @Test(arguments: files)
  func `an embedding that has gone through ln0 is not normed again`(file: String) throws {
    let reference = try checkpoint(file)
    let folder = try OfficialFolder(reference, .init(isFused: true, shards: 2))
    let model = try RWKVModel(Checkpoint.open(folder.path))
    #expect(model.isEmbeddingNormed)
    #expect(try !DepthConfiguration().program(for: model.inventory).embeddingNorm)
    let plain = try RWKVModel(reference)
    let expected = try logits(plain).map { $0.map(Double.init) }
    // ln0 was applied in double precision here and is in fp32 there.
    #expect(try largestDifference(logits(model), expected) < 2e-5)
    let withoutNorm = LayerInventory(layers: plain.shape.layers, isEmbeddingNormed: true)
    #expect(try largestDifference(logits(plain, for: withoutNorm), expected) > 1e-2)
  }

  @Test func `a missing ln0 that no configuration explains is asked for`() throws {
    let file = try #require(Self.files.first)
    let folder = try OfficialFolder(checkpoint(file), .init(isFused: true))
    let weights = try Checkpoint.open(folder.path + "/model.safetensors")
    #expect(try RWKVModel(weights).isEmbeddingNormed)
    try folder.removeConfiguration()
    let error = #expect(throws: UserError.self) { try RWKVModel(Checkpoint.open(folder.path)) }
    #expect(error?.tensor == "blocks.0.ln0.weight")
    #expect(error?.remedy.contains("\"embedding_layer_norm_fused\": true") == true)
  }
}
