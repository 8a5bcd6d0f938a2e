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
  private(set) var entries: [Entry] = []

  /// Parses the header's bytes: strict JSON, no unknown and no repeated key.
  init(parsing bytes: [UInt8]) throws(Fault) {
    var scanner = JSONScanner(bytes)
    var names: Set<String> = []
    try Self.rethrowing(nil) { () throws(JSONScanner.Fault) in try scanner.beginObject() }
    while let name = try Self.rethrowing(nil, { () throws(JSONScanner.Fault) in try scanner.nextKey() }) {
      guard names.insert(name).inserted else { throw Fault(problem: "the header names it twice", tensor: name) }
      if name == "__metadata__" {
        try Self.rethrowing(name) { () throws(JSONScanner.Fault) in try Self.skipMetadata(&scanner) }
      } else {
        entries.append(try Self.entry(name, &scanner))
      }
    }
    try Self.rethrowing(nil) { () throws(JSONScanner.Fault) in try scanner.finish() }
  }

  private static func entry(_ name: String, _ scanner: inout JSONScanner) throws(Fault) -> Entry {
    var elementType: String?
    var shape: [Int]?
    var offsets: [Int]?
    try rethrowing(name) { () throws(JSONScanner.Fault) in
      try scanner.beginObject()
      while let key = try scanner.nextKey() {
        switch key {
        case "dtype" where elementType == nil: elementType = try scanner.string()
        case "shape" where shape == nil: shape = try scanner.integers()
        case "data_offsets" where offsets == nil: offsets = try scanner.integers()
        default: throw JSONScanner.Fault(problem: "unknown or repeated key \"\(key)\"", offset: scanner.offset)
        }
      }
    }
    guard let elementType, let shape, let offsets, offsets.count == 2 else {
      throw Fault(problem: "the header gives no dtype, shape and two data_offsets", tensor: name)
    }
    return Entry(name: name, elementType: elementType, shape: shape, begin: offsets[0], end: offsets[1])
  }

  private static func skipMetadata(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) {
    try scanner.beginObject()
    while try scanner.nextKey() != nil { _ = try scanner.string() }
  }

  private static func rethrowing<Result>(
    _ tensor: String?, _ body: () throws(JSONScanner.Fault) -> Result
  ) throws(Fault) -> Result {
    do { return try body() } catch {
      throw Fault(problem: "the header is not valid JSON at byte \(error.offset): \(error.problem)", tensor: tensor)
    }
  }
}
