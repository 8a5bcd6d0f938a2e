import FileWriters
import Foundation
import RWKVModel
import Testing

/// A model written again as an official Hugging Face folder, in one of the spellings that converters use.
final class OfficialFolder {
  /// How names are spelled and what the files are.
  struct Spelling: Sendable, CustomTestStringConvertible {
    var prefix = "model."
    var embedding = "embeddings.weight"
    var head = "head.weight"
    /// What is put behind names of vectors and low-rank matrices.
    var suffix = ".weight"
    var transposesLowRank = true
    /// Whether ln0 is applied to the embedding.
    var isFused = false
    var shards = 1

    var testDescription: String {
      [
        "\(prefix)\(embedding)", head, suffix, transposesLowRank ? "transposed" : "", isFused ? "fused" : "",
        "\(shards) files",
      ].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private let folder: TemporaryFolder

  var path: String { folder.path }

  /// Writes a checkpoint's numbers as fp32.
  init(_ checkpoint: Checkpoint, _ spelling: Spelling) throws {
    folder = try TemporaryFolder()
    var tensors = checkpoint.tensors.values.filter { $0.name.wholeMatch(of: /blocks\.0\.att\.v[012]/) == nil }
    if spelling.isFused { tensors.removeAll { $0.name.hasPrefix("blocks.0.ln0.") } }
    tensors.sort { $0.name < $1.name }
    var map: [String: String] = [:]
    for shard in 0..<spelling.shards {
      let file = spelling.shards == 1 ? "model.safetensors" : Self.shardName(shard, of: spelling.shards)
      var (entries, data): ([String], [UInt8]) = ([], [])
      for tensor in tensors.indices.filter({ $0 % spelling.shards == shard }).map({ tensors[$0] }) {
        let isLowRank = tensor.name.wholeMatch(of: /blocks\.\d+\.att\.[wavg][12]/) != nil
        let stored = isLowRank && spelling.transposesLowRank ? tensor.transposed() : tensor
        var values = stored.widened()
        if spelling.isFused, tensor.name == "emb.weight" { values = try Self.normed(values, checkpoint) }
        let (name, begin) = (Self.name(tensor, spelling), data.count)
        data += SampleFiles.bytes(values)
        entries.append(
          "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(stored.shape),\"data_offsets\":[\(begin),\(data.count)]}")
        map[name] = file
      }
      _ = try folder.write(SampleFiles.safetensors("{\(entries.joined(separator: ","))}", data), to: file)
    }
    if spelling.shards > 1 {
      let index = try JSONSerialization.data(withJSONObject: ["weight_map": map])
      _ = try folder.write(Array(index), to: "model.safetensors.index.json")
    }
    try writeConfiguration(checkpoint, spelling)
  }

  func removeConfiguration() throws { try FileManager.default.removeItem(atPath: path + "/config.json") }

  private func writeConfiguration(_ checkpoint: Checkpoint, _ spelling: Spelling) throws {
    let shape = try RWKVModel(checkpoint).shape
    let fields: [String: Any] = [
      "model_type": "rwkv7", "architectures": ["Rwkv7ForCausalLM"], "vocab_size": shape.vocabulary,
      "hidden_size": shape.width, "head_size": shape.headSize, "num_hidden_layers": shape.layers,
      "num_attention_heads": shape.heads, "layer_norm_epsilon": 1e-5, "group_norm_epsilon": 64e-5, "bos_token_id": 0,
      "eos_token_id": 0, "pad_token_id": 0, "wkv_state_dtype": "float32", "max_position_embeddings": 16_384,
      "embedding_layer_norm_fused": spelling.isFused,
    ]
    _ = try folder.write(Array(JSONSerialization.data(withJSONObject: fields)), to: "config.json")
  }

  private static func shardName(_ shard: Int, of count: Int) -> String {
    String(format: "model-%05d-of-%05d.safetensors", shard + 1, count)
  }

  private static func name(_ tensor: CheckpointTensor, _ spelling: Spelling) -> String {
    switch tensor.name {
    case "emb.weight": return spelling.prefix + spelling.embedding
    case "head.weight": return spelling.head
    default:
      let isBare = !tensor.name.hasSuffix(".weight") && !tensor.name.hasSuffix(".bias")
      return spelling.prefix + tensor.name + (isBare ? spelling.suffix : "")
    }
  }

  /// The embedding after ln0, in double precision.
  private static func normed(_ values: [Float], _ checkpoint: Checkpoint) throws -> [Float] {
    let weight = try unwrap(checkpoint.tensors["blocks.0.ln0.weight"]).widened().map(Double.init)
    let bias = try unwrap(checkpoint.tensors["blocks.0.ln0.bias"]).widened().map(Double.init)
    return stride(from: 0, to: values.count, by: weight.count).flatMap { start -> [Float] in
      let row = values[start..<(start + weight.count)].map(Double.init)
      let mean = row.reduce(0, +) / Double(row.count)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
      return row.indices.map { Float((row[$0] - mean) / (variance + 1e-5).squareRoot() * weight[$0] + bias[$0]) }
    }
  }
}
