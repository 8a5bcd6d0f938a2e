import FileWriters
import Foundation
import RWKVModel

/// A Hugging Face folder with a small model in flash-linear-attention's names, its numbers made as `tools/fla_oracle.py`
/// makes them.
final class FLAFolder {
  /// What `config.json` says.
  private(set) var fields: [String: Any] = [:]
  private let folder: TemporaryFolder

  var path: String { folder.path }

  private static let width = 32
  private static let middle = 64
  private static let vocabulary = 12

  /// - Parameters:
  ///   - keepsHead: Whether a tied head is stored too, with the embedding's numbers.
  ///   - officialNames: Whether the tensors have the names of `.pth` files.
  init(_ sample: FLAConfigurationTests.Case, keepsHead: Bool = false, officialNames: Bool = false) throws {
    folder = try TemporaryFolder()
    let given = try JSONSerialization.jsonObject(with: Data(sample.fields.utf8)) as? [String: Any] ?? [:]
    var tensors = Self.shapes(headSize: sample.headSize).map { (name: $0, shape: $1, source: $0) }
    if sample.has("norm_bias") {
      tensors.removeAll { $0.name.hasSuffix("norm.bias") && !$0.name.hasSuffix("g_norm.bias") }
    }
    if sample.has("tie_word_embeddings") {
      tensors.removeAll { $0.name == "lm_head.weight" }
      let embedding = "model.embeddings.weight"
      if keepsHead { tensors.append(("lm_head.weight", [Self.vocabulary, Self.width], embedding)) }
    }
    var (entries, data): ([String], [UInt8]) = ([], [])
    for (name, shape, source) in tensors {
      let (stored, values) = (officialNames ? Self.official(name) : name, Self.values(source, shape.reduce(1, *)))
      let begin = data.count
      let isTurned = officialNames && (name.contains("lora.0") || name.contains("lora.2.weight"))
      data += SampleFiles.bytes(isTurned ? Self.transposed(values, shape) : values)
      let written = isTurned ? shape.reversed() : shape
      entries.append("\"\(stored)\":{\"dtype\":\"F32\",\"shape\":\(written),\"data_offsets\":[\(begin),\(data.count)]}")
    }
    let file = SampleFiles.safetensors("{\(entries.joined(separator: ","))}", data)
    _ = try folder.write(file, to: "model.safetensors")
    try write(["model_type": "rwkv7", "norm_eps": 1e-5, "attn": NSNull()].merging(given) { $1 })
  }

  /// Writes `config.json`.
  func write(_ fields: [String: Any]) throws {
    self.fields = fields
    try write(String(decoding: JSONSerialization.data(withJSONObject: fields), as: UTF8.self))
  }

  /// Writes `config.json` as it is.
  func write(_ text: String) throws { _ = try folder.write(Array(text.utf8), to: "config.json") }

  /// The model with all its tensors bound.
  func model() throws -> RWKVModel { try RWKVModel(Checkpoint.open(path)) }

  private static func shapes(headSize: Int) -> [(String, [Int])] {
    let (c, f) = (width, middle)
    var shapes = [("model.embeddings.weight", [vocabulary, c]), ("lm_head.weight", [vocabulary, c])]
    var norms = ["model.norm", "model.layers.0.pre_norm"]
    for layer in 0..<2 {
      let block = "model.layers.\(layer)."
      norms += ["attn_norm", "ffn_norm", "attn.g_norm"].map { block + $0 }
      shapes += "rwkvag".map { ("\(block)attn.x_\($0)", [1, 1, c]) }
      for (letter, rank) in [("w", 8), ("a", 8), ("v", 4), ("g", 8)] where letter != "v" || layer > 0 {
        let lora = "\(block)attn.\(letter)_lora.lora."
        shapes += [(lora + "0.weight", [rank, c]), (lora + "2.weight", [c, rank])]
        if letter != "g" { shapes.append((lora + "2.bias", [c])) }
      }
      shapes += "rkvo".map { ("\(block)attn.\($0)_proj.weight", [c, c]) }
      shapes += ["attn.k_k", "attn.k_a", "ffn.x_k"].map { (block + $0, [c]) }
      shapes.append((block + "attn.r_k", [c / headSize, headSize]))
      shapes += [(block + "ffn.key.weight", [f, c]), (block + "ffn.value.weight", [c, f])]
    }
    return shapes + norms.flatMap { [($0 + ".weight", [c]), ($0 + ".bias", [c])] }
  }

  /// A generator that starts from the name's FNV-1a hash, shaped by what the tensor is for.
  private static func values(_ name: String, _ count: Int) -> [Float] {
    var state = name.utf8.reduce(UInt32(0x811c_9dc5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    let last = name.split(separator: ".").last ?? ""
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      let u = Double(state >> 8) / 0x1p24 - 0.5
      if name.contains("norm") { return Float(last == "weight" ? 1 + u / 2 : u / 4) }
      if last.hasPrefix("x_") { return Float(u + 0.5) }
      if last == "k_k" || last == "k_a" { return Float(1 + u / 2) }
      if name.contains("lora") || name.contains("embeddings") { return Float(2 * u) }
      return Float(name.contains("v_proj") ? u / 16 : u)
    }
  }

  private static func transposed(_ values: [Float], _ shape: [Int]) -> [Float] {
    (0..<shape[1]).flatMap { column in (0..<shape[0]).map { values[$0 * shape[1] + column] } }
  }

  private static func official(_ name: String) -> String {
    var name = name.replacing("model.embeddings", with: "emb").replacing("lm_head", with: "head")
      .replacing("model.norm", with: "ln_out").replacing("model.layers", with: "blocks")
    for (theirs, ours) in [
      ("pre_norm", "ln0"), ("attn_norm", "ln1"), ("ffn_norm", "ln2"), ("attn.g_norm", "att.ln_x"), ("attn.", "att."),
      ("r_proj", "receptance"), ("k_proj", "key"), ("v_proj", "value"), ("o_proj", "output"),
    ] { name = name.replacing(theirs, with: ours) }
    for letter in ["w", "a", "v", "g"] {
      for (theirs, digit) in [("0.weight", "1"), ("2.weight", "2"), ("2.bias", "0")] {
        name = name.replacing("\(letter)_lora.lora.\(theirs)", with: letter + digit)
      }
    }
    return name
  }
}
