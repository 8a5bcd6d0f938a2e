import Foundation

/// Writes a checkpoint of random weights: bf16 safetensors, the same bytes for the same shape on every machine.
///
/// Format: an 8-byte little-endian header length, a JSON header, the tensors one after another.
struct RandomCheckpoint {
  let tensors: [TensorRecipe]
  let metadata: String

  init(_ shape: BenchShape) {
    tensors = shape.tensors
    metadata = "random weights, shape \(shape.name)"
  }

  /// Writes the file.
  ///
  /// - Throws: `BenchError` where it cannot be written in full.
  func write(to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else {
      throw BenchError(
        "\(path): the random checkpoint cannot be created",
        remedy: "Choose a folder that can be written with --checkpoints")
    }
    do {
      try file.write(contentsOf: header)
      for (index, tensor) in tensors.enumerated() { try write(tensor, seed: UInt64(index), to: file) }
      try file.close()
    } catch {
      let size = tensors.reduce(0) { $0 + 2 * $1.count }
      throw BenchError(
        "\(path): the random checkpoint of \(size) bytes cannot be written: \(error.localizedDescription)",
        remedy: "Make room, or choose another folder with --checkpoints")
    }
  }

  /// Length and JSON, padded with spaces to a multiple of 8 bytes.
  private var header: Data {
    var offset = 0
    var entries = ["\"__metadata__\":{\"made_by\":\"rwkv-bench: \(metadata)\"}"]
    for tensor in tensors {
      let end = offset + 2 * tensor.count
      entries.append(
        "\"\(tensor.name)\":{\"dtype\":\"BF16\",\"shape\":\(tensor.shape),\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var json = Data(("{" + entries.joined(separator: ",") + "}").utf8)
    while !json.count.isMultiple(of: 8) { json.append(UInt8(ascii: " ")) }
    let length = UInt64(json.count)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }) + json
  }

  private func write(_ tensor: TensorRecipe, seed: UInt64, to file: FileHandle) throws {
    let values = (0..<65536).map { Self.bfloat16(tensor.center + tensor.spread * (Float($0) + 0.5 - 32768) / 32768) }
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    var left = tensor.count
    while left > 0 {
      let count = min(left, 1 << 22)
      let chunk = unsafe [UInt16](unsafeUninitializedCapacity: count) { buffer, initialized in
        for index in 0..<count {
          // A linear congruential generator modulo 2^64 (Knuth's MMIX); its high bits are taken.
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          unsafe buffer[index] = values[Int(state >> 48)]
        }
        initialized = count
      }
      try file.write(contentsOf: unsafe chunk.withUnsafeBytes { unsafe Data($0) })
      left -= count
    }
  }

  /// The bits of the nearest bfloat16, ties to even.
  static func bfloat16(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
  }
}
