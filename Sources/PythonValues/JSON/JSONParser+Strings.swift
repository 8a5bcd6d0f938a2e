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
