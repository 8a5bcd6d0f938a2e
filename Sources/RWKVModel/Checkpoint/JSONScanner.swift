/// Reads the little of JSON that a safetensors header needs, strictly, and in order, so that repeated keys are seen.
struct JSONScanner {
  /// What is wrong, and at which byte.
  struct Fault: Error {
    var problem: String
    var offset: Int
  }

  private let bytes: [UInt8]
  /// Index of the next byte.
  private(set) var offset = 0
  /// Whether each open object has had a member yet.
  private var hadMember: [Bool] = []

  /// A scanner at the first byte.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads `{`.
  mutating func beginObject() throws(Fault) {
    try expect(UInt8(ascii: "{"))
    hadMember.append(false)
  }

  /// The next key of the innermost object, with its colon; nil at the end of that object.
  mutating func nextKey() throws(Fault) -> String? {
    if take(UInt8(ascii: "}")) {
      hadMember.removeLast()
      return nil
    }
    if hadMember[hadMember.count - 1] { try expect(UInt8(ascii: ",")) }
    hadMember[hadMember.count - 1] = true
    let key = try string()
    try expect(UInt8(ascii: ":"))
    return key
  }

  /// A string.
  mutating func string() throws(Fault) -> String {
    try expect(UInt8(ascii: "\""))
    var content: [UInt8] = []
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      let byte = bytes[offset]
      offset += 1
      guard byte >= 0x20 else { throw fault("a control character in a string") }
      if byte == UInt8(ascii: "\\") { content += try escape() } else { content.append(byte) }
    }
    try expect(UInt8(ascii: "\""), skippingSpace: false)
    guard let text = String(validating: content, as: UTF8.self) else { throw fault("a string that is not UTF-8") }
    return text
  }

  /// An array of numbers without sign, fraction or exponent.
  mutating func integers() throws(Fault) -> [Int] {
    try expect(UInt8(ascii: "["))
    var numbers: [Int] = []
    while !take(UInt8(ascii: "]")) {
      if !numbers.isEmpty { try expect(UInt8(ascii: ",")) }
      numbers.append(try integer())
    }
    return numbers
  }

  /// Throws unless nothing but white space is left.
  mutating func finish() throws(Fault) {
    skipSpace()
    guard offset == bytes.count else { throw fault("text after the end") }
  }

  private mutating func integer() throws(Fault) -> Int {
    skipSpace()
    let digits = bytes[offset...].prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard let number = Int(String(decoding: digits, as: UTF8.self)), digits.count == 1 || digits.first != 0x30 else {
      throw fault("expected a whole number below 2^63")
    }
    offset += digits.count
    return number
  }

  private mutating func escape() throws(Fault) -> [UInt8] {
    guard offset < bytes.count else { throw fault("an unfinished string") }
    let letter = bytes[offset]
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try codePoint()
    default: throw fault("an unknown escape in a string")
    }
  }

  /// The UTF-8 of `\uXXXX`, or of two of them that make a surrogate pair.
  private mutating func codePoint() throws(Fault) -> [UInt8] {
    var units = [try fourHexDigits()]
    if units[0] & 0xfc00 == 0xd800, bytes[offset...].starts(with: Array("\\u".utf8)) {
      offset += 2
      units.append(try fourHexDigits())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw fault("half a surrogate pair") }
    return Array(text.utf8)
  }

  private mutating func fourHexDigits() throws(Fault) -> UInt16 {
    let digits = String(decoding: bytes[offset...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit), let number = UInt16(digits, radix: 16) else {
      throw fault("expected four hex digits")
    }
    offset += 4
    return number
  }

  private mutating func expect(_ byte: UInt8, skippingSpace: Bool = true) throws(Fault) {
    if skippingSpace { skipSpace() }
    guard offset < bytes.count, bytes[offset] == byte else {
      throw fault("expected \"\(String(decoding: [byte], as: UTF8.self))\"")
    }
    offset += 1
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[offset]) { offset += 1 }
  }

  private func fault(_ problem: String) -> Fault { Fault(problem: problem, offset: offset) }
}
