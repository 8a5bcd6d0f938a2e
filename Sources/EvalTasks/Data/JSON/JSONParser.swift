internal import Jinja
internal import OrderedCollections

/// Parses JSON as RFC 8259 has it, strictly, with the order of keys and the kinds of numbers kept.
///
/// A number without fraction and exponent is a whole one, as in Python; text is exact, code point by code point. More
/// than the grammar is refused: a key that is there twice, half of a surrogate pair, a whole number beyond 64 bits, more
/// than `maximumDepth` levels. Less is not: `NaN`, `Infinity` and `-Infinity` are numbers, as Python's `json` writes them
/// and Hugging Face's loader reads them.
struct JSONParser {
  /// What is wrong, and at which byte.
  struct Fault: Error {
    let problem: String
    let offset: Int
    let remedy: String
  }

  /// How many lists and objects may lie inside each other.
  static let maximumDepth = 100

  private let bytes: [UInt8]
  private let end: Int
  /// Index of the next byte.
  private(set) var offset: Int
  private var depth = 0

  /// A parser of a range of bytes.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The one value that the range holds, with nothing but whitespace around it.
  static func value(in bytes: [UInt8], _ range: Range<Int>) throws(Fault) -> PythonValue {
    var parser = JSONParser(bytes, in: range)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.offset == range.upperBound else {
      throw parser.fault("text after the value", "Write one value a line, each on one line of its own.")
    }
    return value
  }

  /// The next value.
  mutating func value() throws(Fault) -> PythonValue {
    skipSpace()
    guard offset < end else { throw fault("a value is missing", "The file may be cut short: fetch it again.") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return .dictionary(try object())
    case UInt8(ascii: "["): return .list(try list())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-") where sees("-Infinity"): return try word()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func object() throws(Fault) -> PythonValue.Dictionary {
    try enter()
    var members: PythonValue.Dictionary = [:]
    if take(UInt8(ascii: "}")) { return leave(members) }
    repeat {
      skipSpace()
      let start = offset
      guard offset < end, bytes[offset] == UInt8(ascii: "\"") else {
        throw fault("a key in double quotes is expected", "Write the keys of objects in double quotes.")
      }
      let key = try string()
      guard take(UInt8(ascii: ":")) else {
        throw fault("\":\" is expected after the key \"\(key)\"", "Write objects as {\"key\": value}.")
      }
      let member = try value()
      guard members.updateValue(member, forKey: key) == nil else {
        throw Fault(
          problem: "the key \"\(Self.short(key))\" is there twice", offset: start, remedy: "Keep one of the two.")
      }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else {
      throw fault("\",\" or \"}\" is expected", "Close the object; the file may be cut short.")
    }
    return leave(members)
  }

  private mutating func list() throws(Fault) -> [PythonValue] {
    try enter()
    var values: [PythonValue] = []
    if take(UInt8(ascii: "]")) { return leave(values) }
    repeat { values.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else {
      throw fault("\",\" or \"]\" is expected", "Close the list; the file may be cut short.")
    }
    return leave(values)
  }

  private mutating func string() throws(Fault) -> String {
    offset += 1
    let start = offset
    var scanner = JSONStringScanner(bytes: bytes, offset: offset, end: end)
    let content = try scanner.content()
    offset = scanner.offset
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Fault(
        problem: "a string that is not valid UTF-8", offset: start - 1,
        remedy: "Convert the file to UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8).")
    }
    return text
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
    guard !isWhole, let value = Double(text), value.isFinite else {
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

  private mutating func enter() throws(Fault) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw fault("more than \(Self.maximumDepth) levels of lists and objects", "Flatten the data.")
    }
    offset += 1
  }

  private mutating func leave<Value>(_ value: Value) -> Value {
    depth -= 1
    return value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < end, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Passes over whitespace.
  mutating func skipSpace() {
    while offset < end, Self.isSpace(bytes[offset]) { offset += 1 }
  }

  /// Whether a byte is whitespace to JSON.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }

  private func fault(_ problem: String, _ remedy: String) -> Fault {
    Fault(problem: problem, offset: offset, remedy: remedy)
  }
}
