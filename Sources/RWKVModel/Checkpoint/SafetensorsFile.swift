import Archives

/// Reads a `.safetensors` file: eight bytes header length, a JSON header, the tensors' bytes without gaps.
///
/// The format carries no checksum, so a flipped bit among the numbers cannot be seen here; one in the header is an error
/// or a changed name.
enum SafetensorsFile {
  /// The longest header that the format allows, in bytes.
  private static let longestHeader = 100_000_000

  /// The tensors under their stored names, sorted by place in the file.
  static func read(_ file: MappedFile) throws(CheckpointError) -> [CheckpointTensor] {
    let dataStart = try endOfHeader(file)
    let header: SafetensorsHeader
    do { header = try SafetensorsHeader(parsing: file.bytes(8..<dataStart)) } catch {
      throw CheckpointError(error.problem, path: file.path, tensor: error.tensor, remedy: CheckpointError.fetchAgain)
    }
    let entries = header.entries.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
    try requireSeamless(entries, file, dataSize: file.size - dataStart)
    var tensors: [CheckpointTensor] = []
    for entry in entries { tensors.append(try tensor(entry, file, dataStart: dataStart)) }
    return tensors
  }

  private static func endOfHeader(_ file: MappedFile) throws(CheckpointError) -> Int {
    var reader = ByteReader(file.bytes(0..<min(8, file.size)))
    guard let length = reader.number(UInt64.self) else {
      throw CheckpointError(
        "has \(file.size) bytes, too few for a safetensors header", path: file.path, remedy: CheckpointError.fetchAgain)
    }
    guard length <= UInt64(file.size - 8), length <= UInt64(longestHeader) else {
      throw CheckpointError(
        "claims a safetensors header of \(length) bytes in a file of \(file.size)", path: file.path,
        remedy: "It is cut short, damaged, or no safetensors file. \(CheckpointError.fetchAgain)")
    }
    return 8 + Int(length)
  }

  private static func requireSeamless(
    _ entries: [SafetensorsHeader.Entry], _ file: MappedFile, dataSize: Int
  ) throws(CheckpointError) {
    var end = 0
    for entry in entries {
      let range = "data_offsets [\(entry.begin), \(entry.end)]"
      func fail(_ problem: String) -> CheckpointError {
        CheckpointError("\(range) \(problem)", path: file.path, tensor: entry.name, remedy: CheckpointError.fetchAgain)
      }
      guard entry.begin <= entry.end else { throw fail("run backwards") }
      guard entry.end <= dataSize else { throw fail("reach beyond the \(dataSize) bytes of data in the file") }
      guard entry.begin >= end else { throw fail("overlap the tensor before, which ends at \(end)") }
      guard entry.begin == end else { throw fail("leave a gap after the tensor before, which ends at \(end)") }
      end = entry.end
    }
    guard end == dataSize else {
      throw CheckpointError(
        "has \(dataSize - end) bytes after its last tensor", path: file.path, remedy: CheckpointError.fetchAgain)
    }
  }

  private static func tensor(
    _ entry: SafetensorsHeader.Entry, _ file: MappedFile, dataStart: Int
  ) throws(CheckpointError) -> CheckpointTensor {
    let bytes = dataStart + entry.begin..<dataStart + entry.end
    let storage = TensorStorage(file, bytes: bytes)
    guard let type = elementTypes[entry.elementType] else {
      return CheckpointTensor(
        name: entry.name, shape: entry.shape, foreignType: entry.elementType, storage: storage)
    }
    guard let size = ShapeArithmetic.product(entry.shape + [type.width]), size == entry.end - entry.begin else {
      throw CheckpointError(
        "shape \(entry.shape) of \(entry.elementType) does not fill its data_offsets [\(entry.begin), \(entry.end)]",
        path: file.path, tensor: entry.name, remedy: CheckpointError.fetchAgain)
    }
    return CheckpointTensor(name: entry.name, shape: entry.shape, elementType: type, storage: storage)
  }

  private static let elementTypes: [String: ElementType] = ["BF16": .bfloat16, "F16": .float16, "F32": .float32]
}
