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

  init() throws {
    let file = try Bundled.data("demo/model.safetensors")
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

  /// A value of the header: a tensor, or the metadata.
  private struct Entry: Decodable {
    let tensor: Tensor?

    init(from decoder: any Decoder) { tensor = try? Tensor(from: decoder) }
  }
}
