import FileWriters

@testable import RWKVModel

/// Small weights files with any content, for tests.
enum SampleFiles {
  /// fp32 numbers as little-endian bytes.
  static func bytes(_ numbers: [Float]) -> [UInt8] {
    numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) } }
  }

  /// A `.safetensors` from its header's text and its data.
  static func safetensors(_ header: String, _ data: [UInt8]) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8) + data
  }

  /// A `.safetensors` of fp32 tensors: name and shape, filled with 0, 1, 2, ….
  static func safetensors(_ tensors: [(String, [Int])]) -> [UInt8] {
    var entries: [String] = []
    var end = 0
    for (name, shape) in tensors {
      let begin = end
      end += 4 * shape.reduce(1, *)
      entries.append("\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}")
    }
    return safetensors("{\(entries.joined(separator: ","))}", bytes((0..<end / 4).map(Float.init)))
  }

  /// A `.safetensors` of fp16 tensors: name, shape and numbers.
  static func halves(_ tensors: [(name: String, shape: [Int], numbers: [Float])]) -> [UInt8] {
    var (entries, data): ([String], [UInt8]) = ([], [])
    for tensor in tensors {
      let begin = data.count
      for number in tensor.numbers {
        let bits = ElementType.float16.bits(of: number)
        data += [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
      }
      entries.append(
        "\"\(tensor.name)\":{\"dtype\":\"F16\",\"shape\":\(tensor.shape),\"data_offsets\":[\(begin),\(data.count)]}")
    }
    return safetensors("{\(entries.joined(separator: ","))}", data)
  }

  /// A PyTorch zip with one storage of the numbers 0, 1, 2, ….
  static func torch(_ pickle: [UInt8], count: Int, byteOrder: String? = "little", wide: Bool = false) -> [UInt8] {
    var zip = ZipWriter()
    zip.add("sample/data.pkl", pickle)
    if let byteOrder { zip.add("sample/byteorder", Array(byteOrder.utf8)) }
    zip.add("sample/data/0", bytes((0..<count).map(Float.init)))
    zip.add("sample/version", Array("3\n".utf8))
    return zip.finished(wide: wide)
  }
}
