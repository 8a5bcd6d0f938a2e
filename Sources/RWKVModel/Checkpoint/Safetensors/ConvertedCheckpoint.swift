internal import Console
internal import PythonValues

/// A model's weights as one `.safetensors` file under the official files' names, in shapes and orientation of the `.pth` files.
///
/// Recurrent groups keep RWKV-DR's names, which say how many there are. What the model leaves unused is left out.
public struct ConvertedCheckpoint {
  /// A tensor of the new file.
  private struct Entry {
    let name: String
    let shape: [Int]
    let tensor: CheckpointTensor
  }

  private let entries: [Entry]
  private let type: ElementType
  private let path: String
  /// `config.json` that belongs to the file; nil where the official arithmetic and a plain program need none.
  public let configuration: String?

  /// The conversion of a model.
  ///
  /// - Parameter type: fp32, bf16 or fp16; numbers are rounded to nearest, ties to even.
  /// - Throws: `UserError` when its low-rank matrices are not all stored the same way round.
  public init(_ model: RWKVModel, to type: ElementType) throws {
    precondition(type.blockSize == 1, "\(type.rawValue) is not written")
    let checkpoint = model.checkpoint
    let isTransposed = try LowRankOrder(checkpoint) == .transposed
    let left = Set(model.leftTensors.map(\.name))
    entries = checkpoint.tensors.values.filter { !left.contains($0.name) }.map { tensor in
      let isLowRank = tensor.name.wholeMatch(of: /blocks\.\d+\.att\.[wavg][12]/) != nil
      let turned =
        !isTransposed
        ? tensor.squeezed()
        : isLowRank
          ? tensor.transposed() : checkpoint.ownsState(tensor.name) ? tensor.transposedSlices() : tensor.squeezed()
      // Older generations' shapes differ from tensor to tensor, and all writers keep them.
      let shape = checkpoint.generation == .rwkv7 ? Self.shape(turned) : tensor.shape
      return Entry(name: Self.name(tensor.name, checkpoint.groupLayout), shape: shape, tensor: turned)
    }.sorted { $0.name < $1.name }
    self.type = type
    path = checkpoint.path
    configuration = try ModelConfiguration(checkpoint, shape: model.shape).officialText()
  }

  /// Bytes of the file.
  public var byteCount: Int { header.count + entries.reduce(0) { $0 + type.byteCount(of: $1.tensor.elementCount) } }

  /// Gives out the file from front to back, in pieces of a few megabytes.
  ///
  /// - Throws: `UserError` for a number that the type has no room for. Also what `write` throws.
  public func write(_ write: ([UInt8]) throws -> Void) throws {
    try write(header)
    for entry in entries {
      let rows = entry.tensor.shape.first ?? 1
      let size = max(entry.tensor.elementCount / max(rows, 1), 1)
      let step = max(1, (1 << 20) / size)
      for start in stride(from: 0, to: rows, by: step) {
        try write(bytes(entry, rows: start..<min(rows, start + step), size: size))
      }
    }
  }

  private func bytes(_ entry: Entry, rows: Range<Int>, size: Int) throws -> [UInt8] {
    var numbers = [Float](repeating: 0, count: rows.count * size)
    var span = numbers.mutableSpan
    entry.tensor.widen(rows: rows, into: &span)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * type.blockBytes)
    for number in numbers {
      guard type != .float16 || !number.isFinite || abs(number) < 65_520 else {
        throw UserError(
          "holds \(number), which fp16 has no room for", path: path, tensor: entry.name, remedy: "Write bf16 or fp32.")
      }
      let bits = type.bits(of: number)
      for byte in 0..<type.blockBytes { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(8 * byte))) }
    }
    return bytes
  }

  private var header: [UInt8] {
    var end = 0
    var fields: PythonValue.Dictionary = ["__metadata__": .dictionary(["format": .string("pt")])]
    for entry in entries {
      let begin = end
      end += type.byteCount(of: entry.tensor.elementCount)
      fields[entry.name] = .dictionary([
        "dtype": .string(type.safetensorsName), "shape": .list(entry.shape.map { .int($0) }),
        "data_offsets": .list([.int(begin), .int(end)]),
      ])
    }
    var text = Array(PythonJSON.line(.dictionary(fields)).utf8)
    // The data begins at a multiple of eight bytes, as the format's own writer has it.
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }

  private static func name(_ name: String, _ layout: GroupLayout?) -> String {
    guard let layout, let layer = LayerPath(name, after: "blocks") else { return name }
    let (group, inner) = layer.index.quotientAndRemainder(dividingBy: layout.layersPerGroup)
    return "rwkv_layer_groups.\(group).rwkv_layers.\(inner).\(layer.rest)"
  }

  /// Vectors of a layer are [1, 1, C] in the official files, but for norms.
  private static func shape(_ tensor: CheckpointTensor) -> [Int] {
    let isVector = tensor.name.hasPrefix("blocks.") && tensor.shape.count == 1
    let isNorm = tensor.name.hasSuffix(".weight") || tensor.name.hasSuffix(".bias")
    return isVector && !isNorm ? [1, 1] + tensor.shape : tensor.shape
  }
}

extension ElementType {
  /// The bits of a number rounded to this type, to nearest, ties to even.
  ///
  /// - Precondition: the type has no blocks.
  func bits(of number: Float) -> UInt32 {
    switch self {
    case .bfloat16:
      // NaN keeps a bit that is set, since rounding could carry it into infinity.
      if number.isNaN { return number.bitPattern >> 16 | 0x40 }
      return (number.bitPattern + 0x7fff + (number.bitPattern >> 16 & 1)) >> 16
    case .float16: return UInt32(Float16(number).bitPattern)
    default: return number.bitPattern
    }
  }

  /// The name in `.safetensors` files.
  var safetensorsName: String { self == .bfloat16 ? "BF16" : self == .float16 ? "F16" : "F32" }
}
