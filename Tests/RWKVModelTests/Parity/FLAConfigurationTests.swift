import Console
import Foundation
import RWKVModel
import Testing

/// Fields of flash-linear-attention's `config.json` that change numbers, against float64 NumPy (`tools/fla_oracle.py`).
@Suite struct FLAConfigurationTests {
  /// A configuration with the logits that it gives.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let headSize: Int
    /// JSON of what differs from fla's defaults.
    let fields: String
    let logits: [Double]

    var testDescription: String { name }

    var has: (String) -> Bool { { fields.contains($0) } }
  }

  private func logits(_ model: RWKVModel, usesSIMD: Bool = true) throws -> [[Float]] {
    let program = try DepthConfiguration().program(for: model.inventory)
    return try SequenceLogits(
      model, program, Self.tokens, engine: Engine(threads: 1, usesSIMD: usesSIMD), lastOnly: true
    ).logits
  }

  @Test(arguments: cases, [true, false])
  func `every field that counts gives the float64 oracle's logits`(_ sample: Case, usesSIMD: Bool) throws {
    let folder = try FLAFolder(sample)
    let difference = try largestDifference(logits(folder.model(), usesSIMD: usesSIMD), [sample.logits])
    // Measured: 4.5e-6.
    #expect(difference < 5e-5, "\(difference)")
  }

  @Test(arguments: cases.filter { $0.name != "plain" })
  func `the oracle tells a field that is honoured from one that is not`(_ sample: Case) throws {
    let folder = try FLAFolder(sample)
    var fields: [String: Any] = ["norm_eps": 1e-5, "hidden_act": "sqrelu", "group_norm_epsilon": 64e-5]
    for key in ["norm_bias", "tie_word_embeddings"] { fields[key] = folder.fields[key] }
    if sample.has("norm_bias") || sample.has("tie") { return }
    try folder.write(fields)
    #expect(try largestDifference(logits(folder.model()), [sample.logits]) > 5e-4)
  }

  @Test func `what differs from the official arithmetic is told`() throws {
    let all = try #require(Self.cases.last)
    #expect(
      try FLAFolder(all).model().departures == [
        "norm ε 0.0001", "head norm ε 0.0008", "norms without bias", "hidden_act gelu", "tied head",
      ])
    let plain = try FLAFolder(try #require(Self.cases.first))
    #expect(try plain.model().departures == ["head norm ε 0.00016"])
    try plain.write(["group_norm_epsilon": 64e-5])
    #expect(try plain.model().departures == [])
    try FileManager.default.removeItem(atPath: plain.path + "/config.json")
    #expect(try plain.model().notes.first?.contains("no config.json beside the weights") == true)
    #expect(try largestDifference(logits(plain.model()), [Self.cases[0].logits]) < 5e-5)
  }

  @Test(arguments: [
    (#"{"hidden_size": 64}"#, "hidden_size is 64, but the checkpoint has 32 columns of emb.weight"),
    (#"{"vocab_size": 65536}"#, "vocab_size is 65536, but the checkpoint has 12 rows of emb.weight"),
    (#"{"head_dim": 64}"#, "head_dim is 64, but the checkpoint has 16 columns of blocks.0.att.r_k"),
    (#"{"head_size": 64}"#, "head_size is 64, but the checkpoint has 16 columns of blocks.0.att.r_k"),
    (#"{"num_heads": 4}"#, "num_heads is 4, but the checkpoint has 2 rows of blocks.0.att.r_k"),
    (#"{"intermediate_size": 128}"#, "intermediate_size is 128, but the checkpoint has 64 rows of blocks.0.ffn.key"),
    (
      #"{"norm_eps": 1e-5, "hidden_ratio": 4}"#, "hidden_ratio is 4, but the checkpoint has 64 rows of blocks.0.ffn.key"
    ),
    (#"{"value_dim": [32, 64]}"#, "value_dim is [32, 64], but the checkpoint has 32 columns"),
    (#"{"v_low_rank_dim": 16}"#, "v_low_rank_dim is 16, but the checkpoint has 4 columns of blocks.1.att.v1"),
    (#"{"decay_low_rank_dim": 16}"#, "decay_low_rank_dim is 16, but the checkpoint has 8 columns of blocks.0.att.w1"),
    (#"{"gate_low_rank_dim": 16}"#, "gate_low_rank_dim is 16"), (#"{"a_low_rank_dim": 16}"#, "a_low_rank_dim is 16"),
    (#"{"norm_eps": 1e-5, "layer_norm_epsilon": 1e-6}"#, "norm_eps is 1e-05, but layer_norm_epsilon is 1e-06"),
    (#"{"hidden_act": "mish"}"#, #"hidden_act is "mish". Computed are sqrelu, relu, silu (swish), sigmoid and gelu"#),
    (#"{"norm_first": false}"#, "norm_first is false: a model without norm after the embedding"),
    (#"{"attn": {"layers": [1], "num_heads": 2}}"#, #"attn is {"layers": [1], "num_heads": 2}: a hybrid with"#),
    (
      #"{"embedding_layer_norm_fused": true}"#,
      "embedding_layer_norm_fused is true, but the checkpoint has the norm blocks.0.ln0 too"
    ),
    (#"{"quantization_config": {"bits": 4}}"#, #"quantization_config is {"bits": 4}: quantised weights"#),
    (#"{"tie_word_embeddings": true}"#, "tie_word_embeddings is true, but the checkpoint has a head.weight with other"),
    (#"{"norm_bias": false}"#, "has no place for: blocks.0.ln0.bias"), (#"{"norm_eps": 0}"#, "norm_eps is 0. Write a"),
    (#"{"norm_eps": "1e-5"}"#, #"norm_eps is "1e-5". Write a number above 0"#),
    (#"{"norm_bias": "no"}"#, #"norm_bias is "no". Write true or false"#),
    ("version https://git-lfs.github.com/spec/v1\noid sha256:00", "config.json: is a Git LFS pointer"),
  ])
  func `a field that contradicts the tensors or cannot be honoured is refused by its name`(
    _ text: String, _ message: String
  ) throws {
    let folder = try FLAFolder(try #require(Self.cases.first))
    try folder.write(text)
    let error = #expect(throws: (any Error).self) { try folder.model() }
    #expect("\(error.map { "\($0)" } ?? "")".contains(message), "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `fla's converter leaves a wrong num_heads beside head_dim, which is noted only`() throws {
    let folder = try FLAFolder(try #require(Self.cases.first))
    try folder.write(["head_dim": 16, "num_heads": 32, "norm_eps": 1e-5])
    #expect(try folder.model().notes.first?.contains("says num_heads 32; the tensors") == true)
    #expect(try largestDifference(logits(folder.model()), [Self.cases[0].logits]) < 5e-5)
  }

  @Test func `a head that is missing or has the embedding's numbers is no contradiction of a tied head`() throws {
    let tied = try #require(Self.cases.first { $0.name == "tied" })
    let both = try FLAFolder(tied, keepsHead: true)
    #expect(try largestDifference(logits(both.model()), [tied.logits]) < 5e-5)
    let untold = try FLAFolder(tied)
    try untold.write(["norm_eps": 1e-5])
    let error = #expect(throws: UserError.self) { try untold.model() }
    #expect(error?.tensor == "head.weight" && error?.problem == "is missing")
    #expect(error?.remedy.contains(#""tie_word_embeddings": true"#) == true)
  }

  @Test func `a configuration without fla's names and fields keeps the official head norm`() throws {
    let sample = try #require(Self.cases.first)
    let folder = try FLAFolder(sample, officialNames: true)
    try folder.write(["head_dim": 16, "hidden_size": 32])
    #expect(try folder.model().departures == [])
    try folder.write(["head_dim": 16, "norm_eps": 1e-5])
    #expect(try largestDifference(logits(folder.model()), [sample.logits]) < 5e-5)
  }
}
