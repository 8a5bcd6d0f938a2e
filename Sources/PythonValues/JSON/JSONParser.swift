/// Parses JSON as RFC 8259 has it, strictly, with the order of keys and the kinds of numbers kept.
///
/// A number without fraction and exponent is a whole one, as in Python; text is exact, code point by code point. More
/// than the grammar is refused: a key that is there twice, half of a surrogate pair, a whole number beyond 64 bits, more
/// than `maximumDepth` levels. Less is not: `NaN`, `Infinity` and `-Infinity` are numbers, as Python's `json` writes them
/// and Hugging Face's loader reads them.
///
/// `value(in:)` reads all at once. What may be too large for that is read piece by piece: `object`, `list`, `string` and
/// `count` each take the next value, which must be of their kind, and `finish` sees that nothing follows.
public struct JSONParser: Sendable {
  /// What is wrong, and at which byte.
  public struct Fault: Error {
    /// What is wrong, without a full stop.
    public let problem: String
    /// Bytes before the place.
    public let offset: Int
    /// What the user can do about it, a sentence.
    public let remedy: String

    /// A fault.
    public init(problem: String, offset: Int, remedy: String) {
      self.problem = problem
      self.offset = offset
      self.remedy = remedy
    }
  }

  /// What becomes of a whole number that 64 bits do not hold.
  public enum LargeNumbers: Sendable {
    /// It is a fault.
    case refused
    /// It is the nearest double.
    case rounded
  }

  /// How many lists and objects may lie inside each other.
  public static let maximumDepth = 100

  let bytes: [UInt8]
  let end: Int
  /// Index of the next byte.
  public internal(set) var offset: Int
  private var depth = 0
  private let largeNumbers: LargeNumbers

  /// A parser of a range of bytes; nil for all of them.
  public init(_ bytes: [UInt8], in range: Range<Int>? = nil, largeNumbers: LargeNumbers = .refused) {
    self.bytes = bytes
    offset = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
    self.largeNumbers = largeNumbers
  }

  /// The one value that a range of bytes (nil for all) holds, with nothing but whitespace around it.
  ///
  /// - Throws: `Fault` at the first mistake.
  public static func value(
    in bytes: [UInt8], _ range: Range<Int>? = nil, largeNumbers: LargeNumbers = .refused
  ) throws(Fault) -> PythonValue {
    var parser = JSONParser(bytes, in: range, largeNumbers: largeNumbers)
    let value = try parser.value()
    try parser.finish()
    return value
  }

  /// Throws unless nothing but whitespace is left.
  public mutating func finish() throws(Fault) {
    skipSpace()
    guard offset == end else {
      throw fault("text after the value", "Write one value a line, each on one line of its own.")
    }
  }

  private mutating func value() throws(Fault) -> PythonValue {
    skipSpace()
    guard offset < end else { throw fault("a value is missing", "The file may be cut short: fetch it again.") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return .dictionary(try fields())
    case UInt8(ascii: "["):
      var values: [PythonValue] = []
      try list { parser throws(Fault) in values.append(try parser.value()) }
      return .list(values)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-") where sees("-Infinity"): return try word()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func fields() throws(Fault) -> PythonValue.Dictionary {
    var fields: PythonValue.Dictionary = [:]
    try object { parser, key, start throws(Fault) in
      let value = try parser.value()
      guard fields.updateValue(value, forKey: key) == nil else {
        throw Fault(
          problem: "the key \"\(Self.short(key))\" is there twice", offset: start, remedy: "Keep one of the two.")
      }
    }
    return fields
  }

  private mutating func number() throws(Fault) -> PythonValue {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let whole = digits()
    var isWhole = true
    var isComplete = whole == 1 || (whole > 1 && bytes[offset - whole] != UInt8(ascii: "0"))
    if offset < end, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      isWhole = false
      isComplete = isComplete && digits() > 0
    }
    if offset < end, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < end, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
      isWhole = false
      isComplete = isComplete && digits() > 0
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard isComplete else {
      throw Fault(
        problem: "\"\(Self.short(text))\" is no number of JSON", offset: start,
        remedy: "Write numbers as 0, -12 or 1.5e3: digits around a point, no leading zeros.")
    }
    if isWhole, let value = Int(text) { return .int(value) }
    guard !isWhole || largeNumbers == .rounded, let value = Double(text), value.isFinite else {
      throw Fault(
        problem: "the number \(Self.short(text)) is too large", offset: start,
        remedy: "Whole numbers have at most 64 bits, others are doubles; write it as a string.")
    }
    return .double(value)
  }

  /// The beginning of a text, for messages.
  private static func short(_ text: String) -> String {
    text.utf8.count > 200 ? text.prefix(50) + "…" : text
  }

  /// Passes over digits and tells how many there were.
  private mutating func digits() -> Int {
    let start = offset
    while offset < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) { offset += 1 }
    return offset - start
  }

  private mutating func word() throws(Fault) -> PythonValue {
    for (word, value) in Self.words where sees(word) {
      offset += word.utf8.count
      return value
    }
    throw fault(
      "no value of JSON begins here",
      "JSON has objects, lists, strings in double quotes, numbers, true, false and null; None is not among them.")
  }

  private static let words: [(String, PythonValue)] = [
    ("true", .bool(true)), ("false", .bool(false)), ("null", .none), ("NaN", .double(.nan)),
    ("Infinity", .double(.infinity)), ("-Infinity", .double(-.infinity)),
  ]

  private func sees(_ word: String) -> Bool { bytes[offset..<end].starts(with: word.utf8) }
}

// MARK: - Piece by piece

extension JSONParser {
  /// Reads an object, and hands over each key with the place where it begins; the closure reads the value.
  ///
  /// A key that is there twice is handed over twice.
  public mutating func object(
    _ member: (inout JSONParser, _ key: String, _ start: Int) throws(Fault) -> Void
  ) throws(Fault) {
    try enter(UInt8(ascii: "{"))
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        let start = offset
        guard offset < end, bytes[offset] == UInt8(ascii: "\"") else {
          throw fault("a key in double quotes is expected", "Write the keys of objects in double quotes.")
        }
        let key = try string()
        guard take(UInt8(ascii: ":")) else {
          throw fault("\":\" is expected after the key \"\(Self.short(key))\"", "Write objects as {\"key\": value}.")
        }
        try member(&self, key, start)
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else {
        throw fault("\",\" or \"}\" is expected", "Close the object; the file may be cut short.")
      }
    }
    depth -= 1
  }

  /// Reads a list; the closure reads each of its values.
  public mutating func list(_ element: (inout JSONParser) throws(Fault) -> Void) throws(Fault) {
    try enter(UInt8(ascii: "["))
    if !take(UInt8(ascii: "]")) {
      repeat { try element(&self) } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "]")) else {
        throw fault("\",\" or \"]\" is expected", "Close the list; the file may be cut short.")
      }
    }
    depth -= 1
  }

  /// Reads a string.
  public mutating func string() throws(Fault) -> String {
    skipSpace()
    let start = offset
    guard offset < end, bytes[offset] == UInt8(ascii: "\"") else {
      throw fault("a string is expected", "Write it in double quotes.")
    }
    offset += 1
    guard let text = String(validating: try stringContent(), as: UTF8.self) else {
      throw Fault(
        problem: "a string that is not valid UTF-8", offset: start,
        remedy: "Convert the file to UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8).")
    }
    return text
  }

  /// Reads a whole number that is not negative.
  public mutating func count() throws(Fault) -> Int {
    skipSpace()
    let start = offset
    if offset < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]),
      case .int(let count) = try number()
    {
      return count
    }
    throw Fault(
      problem: "a whole number from 0 on is expected", offset: start, remedy: "Write it in digits, without a fraction.")
  }

  /// The first byte of the next value, which is not taken; nil at the end.
  public mutating func peek() -> UInt8? {
    skipSpace()
    return offset < end ? bytes[offset] : nil
  }

  /// Reads any value that takes no more than some bytes.
  public mutating func value(mostBytes: Int) throws(Fault) -> PythonValue {
    skipSpace()
    var passing = self
    try passing.skip()
    guard passing.offset - offset <= mostBytes else {
      throw fault("a value of more than \(mostBytes) bytes", "Look whether it is a file of this kind.")
    }
    return try value()
  }

  /// Passes over any value.
  public mutating func skip() throws(Fault) {
    switch peek() {
    case UInt8(ascii: "{"): try object { (parser, _, _) throws(Fault) in try parser.skip() }
    case UInt8(ascii: "["): try list { (parser) throws(Fault) in try parser.skip() }
    default: _ = try value()
    }
  }

  private mutating func enter(_ bracket: UInt8) throws(Fault) {
    guard take(bracket) else {
      throw fault(
        "\"\(Character(Unicode.Scalar(bracket)))\" is expected", "Begin lists with [ and objects with {.")
    }
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw Fault(
        problem: "more than \(Self.maximumDepth) levels of lists and objects", offset: offset - 1,
        remedy: "Flatten the data.")
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < end, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < end, Self.isSpace(bytes[offset]) { offset += 1 }
  }

  /// Whether a byte is whitespace to JSON.
  public static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }

  func fault(_ problem: String, _ remedy: String) -> Fault {
    Fault(problem: problem, offset: offset, remedy: remedy)
  }
}

extension JSONParser {
  /// Reads the inside of a string up to and with its closing quote, with escapes resolved to UTF-8; nothing is copied where
  /// there are none.
  mutating func stringContent() throws(Fault) -> ArraySlice<UInt8> {
    let start = offset
    passPlainBytes()
    if offset < end, bytes[offset] == UInt8(ascii: "\"") {
      offset += 1
      return bytes[start..<offset - 1]
    }
    var content = Array(bytes[start..<offset])
    while true {
      guard offset < end else {
        throw fault("a string that is opened and never closed", "Close it; the file may be cut short: fetch it again.")
      }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return content[...]
      case UInt8(ascii: "\\"): content += try escape()
      default:
        throw fault(
          "a control character (\(bytes[offset])) inside a string", "Write it as an escape, a line end as \\n.")
      }
      let next = offset
      passPlainBytes()
      content += bytes[next..<offset]
    }
  }

  private mutating func passPlainBytes() {
    while offset < end, bytes[offset] >= 0x20, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\")
    {
      offset += 1
    }
  }

  private mutating func escape() throws(Fault) -> [UInt8] {
    let kind = offset + 1 < end ? bytes[offset + 1] : 0
    if kind == UInt8(ascii: "u") { return Array(String(try escapedScalar()).utf8) }
    guard let byte = Self.shortEscapes[kind] else {
      throw fault("an escape that JSON does not have", "Double the backslash: \\\\.")
    }
    offset += 2
    return [byte]
  }

  private static let shortEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d,
    UInt8(ascii: "t"): 0x09,
  ]

  /// The code point of `\uXXXX`, or of two of them that are a surrogate pair.
  private mutating func escapedScalar() throws(Fault) -> Unicode.Scalar {
    let start = offset
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xdc00, offset + 1 < end, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u") {
      let second = try codeUnit()
      if (0xdc00...0xdfff).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
      {
        return scalar
      }
    }
    throw Fault(
      problem: "half of a surrogate pair, which is no character", offset: start,
      remedy: "Write the character itself in UTF-8, or both halves.")
  }

  private mutating func codeUnit() throws(Fault) -> UInt32 {
    let digits = bytes[min(offset + 2, end)..<min(offset + 6, end)]
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("\\u without four hexadecimal digits", "Write \\u and four digits, for example \\u00e9.") }
    offset += 6
    return unit
  }
}
