import Console
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
  /// - Throws: `UserError` where it cannot be written in full.
  func write(to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else {
      throw UserError(
        "\(path): the random checkpoint cannot be created",
        remedy: "Choose a folder that can be written with --checkpoints")
    }
    do {
      try file.write(contentsOf: header)
      for (index, tensor) in tensors.enumerated() { try write(tensor, seed: UInt64(index), to: file) }
      try file.close()
    } catch {
      let size = tensors.reduce(0) { $0 + 2 * $1.count }
      throw UserError(
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

/// A tensor of a random checkpoint: its name, its shape and how its values are spread.
struct TensorRecipe: Sendable, Hashable {
  let name: String
  let shape: [Int]
  /// Values are uniform in `center ± spread`.
  let center, spread: Float

  var count: Int { shape.reduce(1, *) }
}

extension BenchShape {
  /// All tensors of a checkpoint under the official names.
  ///
  /// Matrices keep the variance of their input, those that write to the residual stream a quarter of it; decays, gates and
  /// learning rates lie where trained models have them, so that activations stay healthy at any depth.
  var tensors: [TensorRecipe] {
    var all = [matrix("emb.weight", [vocabulary, width], fanIn: 3)]
    for layer in 0..<layers { all += tensors(ofLayer: layer) }
    return all + norm("ln_out") + [matrix("head.weight", [vocabulary, width], fanIn: width)]
  }

  private func tensors(ofLayer layer: Int) -> [TensorRecipe] {
    let block = "blocks.\(layer)."
    let att = block + "att."
    let square = [width, width]
    var all = layer == 0 || hasInputNorms ? norm(block + "ln0") : []
    all += norm(block + "ln1") + norm(block + "ln2") + norm(att + "ln_x")
    all += ["r", "w", "k", "v", "a", "g"].map { vector("\(att)x_\($0)", center: 0.5, spread: 0.5) }
    all += ["receptance", "key", "value"].map { matrix("\(att)\($0).weight", square, fanIn: width) }
    all.append(matrix(att + "output.weight", square, fanIn: width, gain: 0.25))
    all += lowRank(att, "w", ranks.decay, center: -2) + lowRank(att, "a", ranks.rate, center: 0)
    if layer > 0 { all += lowRank(att, "v", ranks.value, center: 0) }
    all += lowRank(att, "g", ranks.gate, center: nil)
    all += [
      vector(att + "k_k", center: 0.85, spread: 0.1), vector(att + "k_a", center: 1, spread: 0.1),
      TensorRecipe(name: att + "r_k", shape: [heads, headSize], center: 0, spread: 0.1),
      vector(block + "ffn.x_k", center: 0.5, spread: 0.5),
      matrix(block + "ffn.key.weight", [channelWidth, width], fanIn: width),
      matrix(block + "ffn.value.weight", [width, channelWidth], fanIn: channelWidth, gain: 0.25),
    ]
    return all
  }

  private func vector(_ name: String, center: Float, spread: Float) -> TensorRecipe {
    TensorRecipe(name: name, shape: [1, 1, width], center: center, spread: spread)
  }

  private func norm(_ name: String) -> [TensorRecipe] {
    [
      TensorRecipe(name: name + ".weight", shape: [width], center: 1, spread: 0.1),
      TensorRecipe(name: name + ".bias", shape: [width], center: 0, spread: 0.05),
    ]
  }

  /// Values of variance gain² / fanIn.
  private func matrix(_ name: String, _ shape: [Int], fanIn: Int, gain: Float = 1) -> TensorRecipe {
    TensorRecipe(name: name, shape: shape, center: 0, spread: gain * (3 / Float(fanIn)).squareRoot())
  }

  /// The two matrices of a LoRA and its bias, if it has one.
  private func lowRank(_ att: String, _ letter: String, _ rank: Int, center: Float?) -> [TensorRecipe] {
    let pair = [
      matrix("\(att)\(letter)1", [width, rank], fanIn: width), matrix("\(att)\(letter)2", [rank, width], fanIn: rank),
    ]
    return pair + (center.map { [vector("\(att)\(letter)0", center: $0, spread: 1)] } ?? [])
  }
}
