internal import Console
import Archives

/// A GGUF file of versions 2 and 3, little-endian: metadata by key, and where its tensors lie.
///
/// Nothing of the data is read. Source: ggml's `docs/gguf.md`. The format has no checksum.
struct GGUFFile {
  /// A value of the metadata; of lists only those of texts can be had.
  enum Value {
    case integer(Int)
    case real(Double)
    case flag(Bool)
    case text(String)
    /// Where so many texts begin in the file.
    case texts(at: Int, count: Int)
    case otherList
  }

  /// A tensor as the file describes it.
  struct Entry {
    let name: String
    /// Row-major, outermost first: the reverse of the file's order.
    let shape: [Int]
    /// ggml's number of the type of its numbers.
    let type: Int
    /// From the beginning of the data.
    let offset: Int
  }

  /// What files begin with.
  static let magic = Array("GGUF".utf8)

  let file: MappedFile
  private(set) var metadata: [String: Value] = [:]
  private(set) var entries: [Entry] = []
  /// Where the data begins.
  private(set) var dataStart = 0

  /// More than any file of a model has; a file of another kind, or a hostile one, would make reading it take long.
  private static let (mostKeys, mostTensors, longestName) = (4096, 65_536, 4096)

  /// Reads what stands before the data.
  ///
  /// - Throws: `UserError` saying what is wrong.
  init(_ file: MappedFile) throws(UserError) {
    self.file = file
    var cursor = GGUFCursor(file, at: Self.magic.count)
    let version = try cursor.number(UInt32.self)
    guard version == 2 || version == 3 else {
      let isBigEndian = version.byteSwapped == 2 || version.byteSwapped == 3
      throw UserError(
        isBigEndian ? "is a big-endian GGUF file" : "is a GGUF file of version \(version)", path: file.path,
        remedy: "Read are little-endian files of versions 2 and 3: convert the model again with a current llama.cpp.")
    }
    let tensorCount = try cursor.count("tensors", atMost: Self.mostTensors)
    for _ in 0..<(try cursor.count("keys of metadata", atMost: Self.mostKeys)) {
      let key = try cursor.text(atMost: Self.longestName)
      guard metadata.updateValue(try Self.value(&cursor), forKey: key) == nil else {
        throw cursor.fault("the key \"\(key)\" is there twice")
      }
    }
    var names: Set<String> = []
    for _ in 0..<tensorCount {
      let entry = try Self.entry(&cursor)
      guard names.insert(entry.name).inserted else { throw cursor.fault("the tensor \"\(entry.name)\" is there twice") }
      entries.append(entry)
    }
    let alignment = integer("general.alignment") ?? 32
    guard (1...65_536).contains(alignment), alignment & (alignment - 1) == 0 else {
      throw cursor.fault("general.alignment is \(alignment), which is no power of two up to 65536")
    }
    dataStart = (cursor.offset + alignment - 1) / alignment * alignment
  }

  /// A whole number of the metadata; nil for what is not there or is none.
  func integer(_ key: String) -> Int? { if case .integer(let number) = metadata[key] { number } else { nil } }

  /// A number of the metadata; nil for what is not there or is none.
  func real(_ key: String) -> Double? {
    if case .real(let number) = metadata[key] { number } else { integer(key).map(Double.init) }
  }

  /// A text of the metadata; nil for what is not there or is none.
  func text(_ key: String) -> String? { if case .text(let text) = metadata[key] { text } else { nil } }

  /// The texts of a list, as bytes; nil for what is not there or is none.
  func texts(_ key: String) throws(UserError) -> [[UInt8]]? {
    guard case .texts(let start, let count) = metadata[key] else { return nil }
    var cursor = GGUFCursor(file, at: start)
    var texts: [[UInt8]] = []
    for _ in 0..<count { texts.append(try cursor.string()) }
    return texts
  }

  /// SHA-256 of a list of texts as the file stores it; nil for what is not there or is none.
  ///
  /// Digested are, one text after another, its length in bytes (eight bytes, little-endian) and its bytes: the same for every
  /// file with the same list, whatever else is in it.
  func sha256(ofTexts key: String) throws(UserError) -> String? {
    guard case .texts(let start, let count) = metadata[key] else { return nil }
    var cursor = GGUFCursor(file, at: start)
    for _ in 0..<count { try cursor.skip(try cursor.count("bytes of a text", atMost: Int.max)) }
    var digest = ContentDigest()
    digest.update(file.bytes(start..<cursor.offset))
    return digest.hex()
  }

  private static func value(_ cursor: inout GGUFCursor) throws(UserError) -> Value {
    let type = try cursor.number(UInt32.self)
    guard type == 9 else { return try scalar(type, &cursor) }
    let element = try cursor.number(UInt32.self)
    if element == 8 {
      let count = try cursor.textCount()
      let start = cursor.offset
      for _ in 0..<count { try cursor.skip(try cursor.count("bytes of a text", atMost: Int.max)) }
      return .texts(at: start, count: count)
    }
    guard let width = widths[element] else { throw cursor.fault("a list in the metadata is of the type \(element)") }
    try cursor.skip(try cursor.count("numbers in a list", atMost: Int.max / 8) * width)
    return .otherList
  }

  private static func scalar(_ type: UInt32, _ cursor: inout GGUFCursor) throws(UserError) -> Value {
    switch type {
    case 0: return .integer(Int(try cursor.number(UInt8.self)))
    case 1: return .integer(Int(Int8(bitPattern: try cursor.number(UInt8.self))))
    case 2: return .integer(Int(try cursor.number(UInt16.self)))
    case 3: return .integer(Int(Int16(bitPattern: try cursor.number(UInt16.self))))
    case 4: return .integer(Int(try cursor.number(UInt32.self)))
    case 5: return .integer(Int(Int32(bitPattern: try cursor.number(UInt32.self))))
    case 6: return .real(Double(Float(bitPattern: try cursor.number(UInt32.self))))
    case 7: return .flag(try cursor.number(UInt8.self) != 0)
    case 8: return .text(try cursor.text())
    case 10: return .integer(Int(clamping: try cursor.number(UInt64.self)))
    case 11: return .integer(Int(Int64(bitPattern: try cursor.number(UInt64.self))))
    case 12: return .real(Double(bitPattern: try cursor.number(UInt64.self)))
    default: throw cursor.fault("a value in the metadata is of the type \(type)")
    }
  }

  /// Bytes of the numbers of a type of values.
  private static let widths: [UInt32: Int] = [
    0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8,
  ]

  private static func entry(_ cursor: inout GGUFCursor) throws(UserError) -> Entry {
    let name = try cursor.text(atMost: longestName)
    let dimensions = try cursor.number(UInt32.self)
    guard (1...4).contains(dimensions) else {
      throw cursor.fault("the tensor \"\(name)\" has \(dimensions) dimensions")
    }
    var sizes: [Int] = []
    for _ in 0..<dimensions { sizes.append(Int(clamping: try cursor.number(UInt64.self))) }
    let type = try cursor.number(UInt32.self)
    let offset = Int(clamping: try cursor.number(UInt64.self))
    return Entry(name: name, shape: sizes.reversed(), type: Int(type), offset: offset)
  }
}

/// Reads a mapped file from front to back; what lies beyond its end is an error.
struct GGUFCursor {
  /// Of the next byte.
  private(set) var offset: Int
  private let file: MappedFile
  /// Bytes that may still be read into memory: vocabularies have two million.
  private var room = 64 << 20
  /// Texts in lists that may still be passed over.
  private var textsLeft = 1 << 22

  /// A cursor at a byte of the file.
  init(_ file: MappedFile, at offset: Int) {
    self.file = file
    self.offset = offset
  }

  /// The error of a file that is not as its format wants it.
  func fault(_ problem: String) -> UserError {
    UserError("\(problem) (before byte \(offset))", path: file.path, remedy: UserError.fetchAgain)
  }

  /// The next number, little-endian.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type
  ) throws(UserError) -> Number {
    let bytes = try next(Number.bitWidth / 8)
    return bytes.reversed().reduce(0) { $0 << 8 | Number($1) }
  }

  /// The next number of things.
  mutating func count(_ what: String, atMost most: Int) throws(UserError) -> Int {
    let count = try number(UInt64.self)
    guard count <= UInt64(most) else { throw fault("it claims \(count) \(what)") }
    return Int(count)
  }

  /// The next string: its length and its bytes.
  mutating func string(atMost most: Int = .max) throws(UserError) -> [UInt8] {
    try next(try count("bytes of a text", atMost: most))
  }

  /// The next string as text; bytes that are no UTF-8 are replaced.
  mutating func text(atMost most: Int = .max) throws(UserError) -> String {
    String(decoding: try string(atMost: most), as: UTF8.self)
  }

  /// The next number of texts in a list.
  mutating func textCount() throws(UserError) -> Int {
    let count = try count("texts in a list", atMost: textsLeft)
    textsLeft -= count
    return count
  }

  /// Passes over bytes.
  mutating func skip(_ count: Int) throws(UserError) {
    guard count <= file.size - offset else { throw fault("the file ends in the middle of its metadata") }
    offset += count
  }

  private mutating func next(_ count: Int) throws(UserError) -> [UInt8] {
    guard count <= room else { throw fault("its metadata is larger than any model's") }
    let start = offset
    try skip(count)
    room -= count
    return file.bytes(start..<offset)
  }
}
