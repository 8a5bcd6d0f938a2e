/// A token as a Python literal, as `repr` writes it: `'str'`, `"str"`, `b'bytes'` or `b"bytes"`.
struct TokenLiteral {
  /// Why a literal cannot be read.
  struct Fault: Error { var problem: String }

  /// The bytes it stands for: UTF-8 of a `str`, the bytes of a `bytes`.
  private(set) var value: [UInt8] = []
  /// Index of the first byte after the closing quote.
  private(set) var end: Int

  private let source: ArraySlice<UInt8>
  private let isBytes: Bool

  /// Reads the literal that begins where `source` begins.
  init(_ source: ArraySlice<UInt8>) throws(Fault) {
    self.source = source
    isBytes = source.first == UInt8(ascii: "b")
    end = source.startIndex + (isBytes ? 1 : 0)
    guard let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw Fault(problem: "a quoted token is expected")
    }
    end += 1
    while let byte = peek, byte != quote { try element(byte) }
    guard peek == quote else { throw Fault(problem: "the closing quote is missing") }
    end += 1
    guard isBytes || String(validating: value, as: UTF8.self) != nil else {
      throw Fault(problem: "the token is not UTF-8")
    }
  }

  private var peek: UInt8? { end < source.endIndex ? source[end] : nil }

  private mutating func element(_ byte: UInt8) throws(Fault) {
    end += 1
    if byte == UInt8(ascii: "\\") { return try escape() }
    guard !isBytes || byte < 0x80 else { throw Fault(problem: "a bytes literal holds only ASCII and escapes") }
    value.append(byte)
  }

  private mutating func escape() throws(Fault) {
    guard let letter = peek else { throw Fault(problem: "the closing quote is missing") }
    end += 1
    if let plain = Self.plainEscapes[letter] { return value.append(plain) }
    switch letter {
    case UInt8(ascii: "x"): try append(codePoint: digits(2, radix: 16))
    case UInt8(ascii: "u") where !isBytes: try append(codePoint: digits(4, radix: 16))
    case UInt8(ascii: "U") where !isBytes: try append(codePoint: digits(8, radix: 16))
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      end -= 1
      try append(codePoint: digits(octalLength, radix: 8))
    default: throw Fault(problem: "escape \\\(String(decoding: [letter], as: UTF8.self)) is unknown")
    }
  }

  /// How many octal digits follow, at most three.
  private var octalLength: Int { source[end...].prefix(3).prefix { $0 >= 0x30 && $0 <= 0x37 }.count }

  private mutating func digits(_ count: Int, radix: Int) throws(Fault) -> UInt32 {
    let text = String(decoding: source[end...].prefix(count), as: UTF8.self)
    guard text.utf8.count == count, text.first != "+", text.first != "-", let number = UInt32(text, radix: radix) else {
      throw Fault(problem: "an escape lacks its \(count) digits")
    }
    end += count
    return number
  }

  private mutating func append(codePoint: UInt32) throws(Fault) {
    if isBytes {
      guard let byte = UInt8(exactly: codePoint) else { throw Fault(problem: "an escape is greater than one byte") }
      return value.append(byte)
    }
    guard let scalar = Unicode.Scalar(codePoint) else { throw Fault(problem: "an escape is no Unicode code point") }
    value += Array(String(scalar).utf8)
  }

  private static let plainEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22, UInt8(ascii: "a"): 7,
    UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    UInt8(ascii: "v"): 11,
  ]
}
