internal import PythonValues

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
    JSONParser.Fault(problem: problem, offset: offset, remedy: CheckpointError.fetchAgain)
  }
}
