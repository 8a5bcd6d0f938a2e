import Console
import FileWriters
import Foundation
import SharedFixtures
import Testing

@testable import RWKVModel

/// Files that the converters of other programs write, of the same numbers in fp16.
@Suite struct OtherProgramsFilesTests {
  private static let files = SharedFixtures.testable(
    ["rwkv7-small/model-bf16.pth", "rwkv7/model-fp32.pth"], below: "oracle")

  private let folder = try? TemporaryFolder()

  /// A model whose numbers are fp16's.
  private func reference(_ file: String, configuration: String? = nil) throws -> RWKVModel {
    let folder = try #require(folder)
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/\(file)")))
    var bytes: [UInt8] = []
    try ConvertedCheckpoint(model, to: .float16).write { bytes += $0 }
    if let configuration { try folder.write(configuration, to: "reference/config.json") }
    return try RWKVModel(Checkpoint.open(folder.write(bytes, to: "reference/model.safetensors")))
  }

  private func logits(_ model: RWKVModel) throws -> [[Float]] {
    let tokens = (0..<40).map { ($0 * 37 + 5) % model.shape.vocabulary }
    return try SequenceLogits(model, DepthConfiguration().program(for: model.inventory), tokens).logits
  }

  /// web-rwkv's converter: official names in lower case, low-rank matrices transposed.
  @Test(arguments: files, ["model.st", "model.safetensors"])
  func `a file of web-rwkv gives the logits of the official one, bit for bit`(file: String, name: String) throws {
    let reference = try reference(file)
    var tensors: [(name: String, shape: [Int], numbers: [Float])] = []
    for tensor in reference.checkpoint.tensors.values.sorted(by: { $0.name < $1.name }) {
      let stored = GGUFSpelling.isLowRank(tensor.name) ? tensor.transposed() : tensor
      tensors.append((tensor.name.lowercased(), stored.shape, stored.widened()))
    }
    let model = try RWKVModel(Checkpoint.open(#require(folder).write(SampleFiles.halves(tensors), to: "st/" + name)))
    #expect(model.checkpoint.elementTypeSummary == "fp16" && model.leftTensors.isEmpty && model.departures.isEmpty)
    #expect(try logits(model) == logits(reference))
  }

  @Test func `a folder with one file of web-rwkv is opened`() throws {
    let model = try reference(#require(Self.files.first))
    let tensors = model.checkpoint.tensors.values.map { (name: $0.name, shape: $0.shape, numbers: $0.widened()) }
    let path = try #require(folder).write(SampleFiles.halves(tensors), to: "ai00/rwkv7.st")
    #expect(try Checkpoint.open((path as NSString).deletingLastPathComponent).tensors.count == tensors.count)
  }

  /// hf-adapter's converter: fla's names, numbered parts in fp16, and a configuration of its own kind.
  @Test(arguments: files, [1, 3])
  func `a folder of hf-adapter gives the logits of the official arithmetic, bit for bit`(file: String, parts: Int)
    throws
  {
    let plain = try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/\(file)")))
    let epsilon = Double(plain.shape.headSize) * 1e-5
    let reference = try reference(file, configuration: #"{"group_norm_epsilon": \#(epsilon)}"#)
    let folder = try #require(folder)
    let tensors = reference.checkpoint.tensors.values.sorted { $0.name < $1.name }.compactMap(Self.adapterTensor)
    var map: [String: String] = [:]
    for part in 0..<parts {
      let own = tensors.indices.filter { $0 % parts == part }.map { tensors[$0] }
      let name = parts == 1 ? "model.safetensors" : "model-0000\(part + 1)-of-0000\(parts).safetensors"
      try folder.write(SampleFiles.halves(own), to: "adapter/" + name)
      for tensor in own { map[tensor.name] = name }
    }
    if parts > 1 {
      let index = try JSONSerialization.data(withJSONObject: ["weight_map": map])
      try folder.write(index, to: "adapter/model.safetensors.index.json")
    }
    let fields = try JSONSerialization.data(withJSONObject: Self.adapterFields(reference.shape))
    try folder.write(fields, to: "adapter/config.json")
    let model = try RWKVModel(Checkpoint.open(folder.path + "/adapter"))
    #expect(model.checkpoint.format == "Hugging Face folder" && model.leftTensors.isEmpty)
    #expect(try logits(model) == logits(reference))
  }

  @Test func `another width of attention is refused by its name`() throws {
    let reference = try reference(#require(Self.files.first))
    let folder = try #require(folder)
    let tensors = reference.checkpoint.tensors.values.compactMap(Self.adapterTensor)
    try folder.write(SampleFiles.halves(tensors), to: "adapter/model.safetensors")
    let fields = Self.adapterFields(reference.shape).merging(["attention_hidden_size": 4096]) { $1 }
    try folder.write(JSONSerialization.data(withJSONObject: fields), to: "adapter/config.json")
    let error = #expect(throws: UserError.self) { try RWKVModel(Checkpoint.open(folder.path + "/adapter")) }
    #expect(error?.problem.contains("attention_hidden_size is 4096") == true)
  }

  private static func adapterFields(_ shape: ModelShape) -> [String: Any] {
    [
      "architectures": ["RWKV7ForCausalLM"], "model_type": "rwkv7_hf_adapter", "attn": NSNull(), "attn_mode": "chunk",
      "attention_hidden_size": shape.width, "hidden_size": shape.width, "head_dim": shape.headSize,
      "num_heads": shape.heads, "num_attention_heads": shape.heads, "num_hidden_layers": shape.layers,
      "value_dim": Array(repeating: shape.width, count: shape.layers), "vocab_size": shape.vocabulary,
      "norm_eps": 1e-5, "norm_bias": true, "norm_first": true, "hidden_act": "sqrelu", "fuse_norm": false,
      "tie_word_embeddings": false, "bos_token_id": 1, "eos_token_id": 0, "pad_token_id": 0, "torch_dtype": "float16",
      "use_native_mm8": false, "use_native_fp8": false,
    ]
  }

  /// The tensor under fla's name: low-rank matrices [out, in], vectors flat but for the six of the token shift.
  private static func adapterTensor(
    _ tensor: CheckpointTensor
  ) -> (name: String, shape: [Int], numbers: [Float])? {
    let whole = [
      "emb.weight": "model.embeddings.weight", "head.weight": "lm_head.weight", "ln_out.weight": "model.norm.weight",
      "ln_out.bias": "model.norm.bias",
    ]
    if let name = whole[tensor.name] { return (name, tensor.shape, tensor.widened()) }
    guard let match = tensor.name.wholeMatch(of: /blocks\.(\d+)\.(.+)/) else { return nil }
    if match.1 == "0", match.2.wholeMatch(of: /att\.v[012]/) != nil { return nil }
    var rest = String(match.2)
    for (ours, theirs) in [
      ("att.ln_x", "attn.g_norm"), ("ln0", "pre_norm"), ("ln1", "attn_norm"), ("ln2", "ffn_norm"),
      ("att.receptance", "attn.r_proj"), ("att.key", "attn.k_proj"), ("att.value", "attn.v_proj"),
      ("att.output", "attn.o_proj"),
    ] where rest.hasPrefix(ours + ".") { rest = theirs + rest.dropFirst(ours.count) }
    if let lowRank = rest.wholeMatch(of: /att\.([wavg])([012])/) {
      let ends = ["0": "2.bias", "1": "0.weight", "2": "2.weight"]
      rest = "attn.\(lowRank.1)_lora.lora.\(ends[String(lowRank.2)] ?? "")"
    }
    rest = rest.hasPrefix("att.") ? "attn." + rest.dropFirst(4) : rest
    let isShift = rest.hasPrefix("attn.x_")
    let stored = GGUFSpelling.isLowRank(tensor.name) ? tensor.transposed() : isShift ? tensor : tensor.squeezed()
    return ("model.layers.\(match.1).\(rest)", stored.shape, stored.widened())
  }
}
