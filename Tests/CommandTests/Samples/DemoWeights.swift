import FileWriters
import Foundation
import Testing

/// The bundled demo's weights, taken apart so that they can be put together wrongly.
struct DemoWeights {
  /// One entry of the safetensors header.
  struct Tensor: Codable {
    let dtype: String
    var shape: [Int]
    var offsets: [Int]

    private enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  var tensors: [String: Tensor]
  var data: Data

  init() throws { try self.init(Bundled.data("demo/model.safetensors")) }

  /// Those of another `.safetensors` file.
  init(_ file: Data) throws {
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONDecoder().decode([String: Entry].self, from: Data(file[8..<8 + length]))
    tensors = header.compactMapValues(\.tensor)
    data = Data(file[(8 + length)...])
  }

  /// The weights with one tensor changed.
  init(changing name: String, _ change: (inout Tensor) -> Void) throws {
    try self.init()
    var tensor = try #require(tensors[name])
    change(&tensor)
    tensors[name] = tensor
  }

  /// The weights with the first number of a tensor replaced by a bf16 pattern.
  init(settingFirstOf name: String, to bits: UInt16) throws {
    try self.init()
    let begin = try #require(tensors[name]).offsets[0]
    data[begin] = UInt8(bits & 255)
    data[begin + 1] = UInt8(bits >> 8)
  }

  /// The weights with the rows of some matrices again and again, up to a number.
  func repeatingRows(of names: [String], to rows: Int) -> DemoWeights {
    var weights = self
    weights.data = Data()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      var bytes = data[tensor.offsets[0]..<tensor.offsets[1]]
      if names.contains(name) {
        let row = bytes.count / tensor.shape[0]
        bytes = Data((0..<rows).flatMap { bytes.dropFirst($0 % tensor.shape[0] * row).prefix(row) })
        weights.tensors[name]?.shape[0] = rows
      }
      weights.tensors[name]?.offsets = [weights.data.count, weights.data.count + bytes.count]
      weights.data += bytes
    }
    return weights
  }

  /// A `.safetensors` file.
  func safetensors() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let header = try encoder.encode(tensors)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }) + header + data
  }

  /// A PyTorch zip with a storage for each tensor.
  func torch() -> [UInt8] {
    var zip = ZipWriter()
    let names = tensors.keys.sorted()
    let dictionary = names.enumerated().map { index, name in
      let shape = tensors[name]?.shape ?? []
      let strides = shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
      let tensor = PickleWriter.Tensor(
        storageClass: "BFloat16Storage", key: "\(index)", count: shape.reduce(1, *), shape: shape, strides: strides)
      return (name, tensor)
    }
    zip.add("demo/data.pkl", PickleWriter.dictionary(dictionary))
    for (index, name) in names.enumerated() {
      let offsets = tensors[name]?.offsets ?? [0, 0]
      zip.add("demo/data/\(index)", Array(data[offsets[0]..<offsets[1]]))
    }
    zip.add("demo/version", Array("3\n".utf8))
    return zip.finished()
  }

  /// A GGUF file of the demo, its vocabulary inside, with or without one.
  func gguf(hasVocabulary: Bool = true) throws -> [UInt8] {
    var writer = GGUFWriter(architecture: "rwkv7")
    writer.add("rwkv7.block_count", .uint32(8))
    writer.add("rwkv7.wkv.head_size", .uint32(32))
    writer.add("rwkv7.attention.layer_norm_epsilon", .float32(1e-5))
    if hasVocabulary {
      writer.add("tokenizer.ggml.model", .text("rwkv"))
      writer.add("tokenizer.ggml.tokens", .texts(try Self.tokenTexts(rows: 368)))
    }
    func bytes(_ name: String) throws -> [UInt8] {
      let offsets = try #require(tensors[name]).offsets
      return Array(data[offsets[0]..<offsets[1]])
    }
    // bf16 is ggml's number 30.
    for layer in 0..<8 {
      let mixes = try ["r", "w", "k", "v", "a", "g"].flatMap { try bytes("blocks.\(layer).att.x_\($0)") }
      writer.add(tensor: "blk.\(layer).time_mix_lerp_fused.weight", shape: [6, 1, 1, 96], type: 30, bytes: mixes)
    }
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) where !name.contains(".att.x_") {
      let shape = name.hasSuffix("r_k") ? [96] : tensor.shape.count == 3 ? [tensor.shape[2]] : tensor.shape
      writer.add(tensor: GGUFSpelling.name(name) ?? name, shape: shape, type: 30, bytes: try bytes(name))
    }
    return writer.finished()
  }

  /// The vocabulary's tokens as the GGUF format has them: Python's literals without `b` and quotation marks.
  private static func tokenTexts(rows: Int) throws -> [[UInt8]] {
    var texts = (0..<rows).map { Array("[PAD\($0)]".utf8) }
    texts[0] = Array("<s>".utf8)
    for line in try String(decoding: Bundled.data("demo/vocab.txt"), as: UTF8.self).split(separator: "\n") {
      let match = try #require(line.wholeMatch(of: /(\d+) b?['"](.*)['"] \d+/))
      texts[try #require(Int(match.1))] = Array(match.2.utf8)
    }
    return texts
  }

  /// A value of the header: a tensor, or the metadata.
  private struct Entry: Decodable {
    let tensor: Tensor?

    init(from decoder: any Decoder) { tensor = try? Tensor(from: decoder) }
  }
}
