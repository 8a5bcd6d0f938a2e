internal import Console
import Archives
internal import PythonValues

/// Reads a `.safetensors` file: eight bytes header length, a JSON header, the tensors' bytes without gaps.
///
/// The format carries no checksum, so a flipped bit among the numbers cannot be seen here; one in the header is an error
/// or a changed name.
enum SafetensorsFile {
  /// The longest header that the format allows, in bytes.
  private static let longestHeader = 100_000_000

  /// The tensors under their stored names, sorted by place in the file.
  static func read(_ file: MappedFile) throws(UserError) -> [CheckpointTensor] {
    let dataStart = try endOfHeader(file)
    let header: SafetensorsHeader
    do { header = try SafetensorsHeader(parsing: file.bytes(8..<dataStart)) } catch {
      throw UserError(error.problem, path: file.path, tensor: error.tensor, remedy: UserError.fetchAgain)
    }
    let entries = header.entries.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
    try requireSeamless(entries, file, dataSize: file.size - dataStart)
    var tensors: [CheckpointTensor] = []
    for entry in entries { tensors.append(try tensor(entry, file, dataStart: dataStart)) }
    return tensors
  }

  private static func endOfHeader(_ file: MappedFile) throws(UserError) -> Int {
    var reader = ByteReader(file.bytes(0..<min(8, file.size)))
    guard let length = reader.number(UInt64.self) else {
      throw UserError(
        "has \(file.size) bytes, too few for a safetensors header", path: file.path, remedy: UserError.fetchAgain)
    }
    guard length <= UInt64(file.size - 8), length <= UInt64(longestHeader) else {
      throw UserError(
        "claims a safetensors header of \(length) bytes in a file of \(file.size)", path: file.path,
        remedy: "It is cut short, damaged, or no safetensors file. \(UserError.fetchAgain)")
    }
    return 8 + Int(length)
  }

  private static func requireSeamless(
    _ entries: [SafetensorsHeader.Entry], _ file: MappedFile, dataSize: Int
  ) throws(UserError) {
    var end = 0
    for entry in entries {
      let range = "data_offsets [\(entry.begin), \(entry.end)]"
      func fail(_ problem: String) -> UserError {
        UserError("\(range) \(problem)", path: file.path, tensor: entry.name, remedy: UserError.fetchAgain)
      }
      guard entry.begin <= entry.end else { throw fail("run backwards") }
      guard entry.end <= dataSize else { throw fail("reach beyond the \(dataSize) bytes of data in the file") }
      guard entry.begin >= end else { throw fail("overlap the tensor before, which ends at \(end)") }
      guard entry.begin == end else { throw fail("leave a gap after the tensor before, which ends at \(end)") }
      end = entry.end
    }
    guard end == dataSize else {
      throw UserError(
        "has \(dataSize - end) bytes after its last tensor", path: file.path, remedy: UserError.fetchAgain)
    }
  }

  private static func tensor(
    _ entry: SafetensorsHeader.Entry, _ file: MappedFile, dataStart: Int
  ) throws(UserError) -> CheckpointTensor {
    let bytes = dataStart + entry.begin..<dataStart + entry.end
    let storage = TensorStorage(file, bytes: bytes)
    guard let type = elementTypes[entry.elementType] else {
      return CheckpointTensor(
        name: entry.name, shape: entry.shape, foreignType: entry.elementType, storage: storage)
    }
    guard let size = ShapeArithmetic.product(entry.shape + [type.blockBytes]), size == entry.end - entry.begin else {
      throw UserError(
        "shape \(entry.shape) of \(entry.elementType) does not fill its data_offsets [\(entry.begin), \(entry.end)]",
        path: file.path, tensor: entry.name, remedy: UserError.fetchAgain)
    }
    return CheckpointTensor(name: entry.name, shape: entry.shape, elementType: type, storage: storage)
  }

  private static let elementTypes: [String: ElementType] = [
    "BF16": .bfloat16, "F16": .float16, "F32": .float32, "I8": .int8,
  ]
}

/// The JSON header of a `.safetensors` file: which tensors lie where in the data behind it.
struct SafetensorsHeader {
  /// A tensor as the header describes it.
  struct Entry {
    var name: String
    var elementType: String
    var shape: [Int]
    /// First byte and end, counted from the end of the header.
    var begin: Int
    var end: Int
  }

  /// Why the header cannot be read.
  struct Fault: Error {
    var problem: String
    var tensor: String?
  }

  /// The tensors in the header's order.
  let entries: [Entry]

  /// Parses the header's bytes: strict JSON, no unknown and no repeated key.
  ///
  /// Only the entries are kept, so that a header full of other things takes no memory.
  init(parsing bytes: [UInt8]) throws(Fault) {
    var parser = JSONParser(bytes)
    var entries: [Entry] = []
    var names: Set<String> = []
    var tensor: String?
    do {
      try parser.object { parser, name, start throws(JSONParser.Fault) in
        tensor = name
        guard names.insert(name).inserted else { throw Self.fault("the name is there twice", start) }
        if name == "__metadata__" {
          try parser.object { parser, _, _ throws(JSONParser.Fault) in _ = try parser.string() }
        } else {
          entries.append(try Self.entry(name, &parser))
        }
        tensor = nil
      }
      try parser.finish()
    } catch {
      throw Fault(problem: "the header is wrong at byte \(error.offset): \(error.problem)", tensor: tensor)
    }
    self.entries = entries
  }

  private static func entry(_ name: String, _ parser: inout JSONParser) throws(JSONParser.Fault) -> Entry {
    var elementType: String?
    var shape: [Int]?
    var offsets: [Int]?
    try parser.object { parser, key, start throws(JSONParser.Fault) in
      switch key {
      case "dtype" where elementType == nil: elementType = try parser.string()
      case "shape" where shape == nil: shape = try counts(&parser)
      case "data_offsets" where offsets == nil: offsets = try counts(&parser)
      default: throw fault("unknown or repeated key \"\(PythonRepr.short(key))\"", start)
      }
    }
    guard let elementType, let shape, let offsets, offsets.count == 2 else {
      throw fault("dtype, shape and two data_offsets are expected before it", parser.offset)
    }
    return Entry(name: name, elementType: elementType, shape: shape, begin: offsets[0], end: offsets[1])
  }

  private static func counts(_ parser: inout JSONParser) throws(JSONParser.Fault) -> [Int] {
    var counts: [Int] = []
    try parser.list { parser throws(JSONParser.Fault) in counts.append(try parser.count()) }
    return counts
  }

  private static func fault(_ problem: String, _ offset: Int) -> JSONParser.Fault {
    JSONParser.Fault(problem: problem, offset: offset, remedy: UserError.fetchAgain)
  }
}
