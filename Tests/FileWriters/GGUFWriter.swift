/// Writes GGUF files: metadata, descriptions of tensors, and their bytes, each begun at a multiple of the alignment.
public struct GGUFWriter {
  /// A value of the metadata.
  public enum Value {
    case uint32(UInt32)
    case float32(Float)
    case text(String)
    case texts([[UInt8]])
  }

  private var metadata: [[UInt8]] = []
  private var descriptions: [[UInt8]] = []
  private var data: [UInt8] = []
  private let alignment: Int

  /// A file of an architecture.
  public init(architecture: String, alignment: Int = 32) {
    self.alignment = alignment
    add("general.architecture", .text(architecture))
    if alignment != 32 { add("general.alignment", .uint32(UInt32(alignment))) }
  }

  /// Adds a key.
  public mutating func add(_ key: String, _ value: Value) {
    let typed: [UInt8] =
      switch value {
      case .uint32(let number): Self.bytes(UInt32(4)) + Self.bytes(number)
      case .float32(let number): Self.bytes(UInt32(6)) + Self.bytes(number.bitPattern)
      case .text(let text): Self.bytes(UInt32(8)) + Self.string(Array(text.utf8))
      case .texts(let texts):
        Self.bytes(UInt32(9)) + Self.bytes(UInt32(8)) + Self.bytes(UInt64(texts.count)) + texts.flatMap(Self.string)
      }
    metadata.append(Self.string(Array(key.utf8)) + typed)
  }

  /// Adds a tensor of a row-major shape, in one of ggml's types.
  public mutating func add(tensor name: String, shape: [Int], type: Int, bytes: [UInt8]) {
    data += Array(repeating: 0, count: (alignment - data.count % alignment) % alignment)
    descriptions.append(
      Self.string(Array(name.utf8)) + Self.bytes(UInt32(shape.count))
        + shape.reversed().flatMap { Self.bytes(UInt64($0)) } + Self.bytes(UInt32(type))
        + Self.bytes(UInt64(data.count)))
    data += bytes
  }

  /// The file.
  public func finished(version: UInt32 = 3) -> [UInt8] {
    var file = Array("GGUF".utf8) + Self.bytes(version) + Self.bytes(UInt64(descriptions.count))
    file += Self.bytes(UInt64(metadata.count)) + metadata.joined() + descriptions.joined()
    return file + Array(repeating: 0, count: (alignment - file.count % alignment) % alignment) + data
  }

  private static func string(_ text: [UInt8]) -> [UInt8] { bytes(UInt64(text.count)) + text }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
