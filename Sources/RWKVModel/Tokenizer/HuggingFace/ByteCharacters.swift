/// Bytes as the visible characters that byte-level vocabularies have for them.
///
/// Source: GPT-2, `bytes_to_unicode`: printable bytes of Latin-1 are themselves, the others stand from U+0100 on.
enum ByteCharacters {
  /// The code point of each byte.
  static let scalars: [UInt32] = {
    var next: UInt32 = 0x100
    return (UInt32(0)...255).map { byte in
      if (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || (0xAE...0xFF).contains(byte) { return byte }
      defer { next += 1 }
      return next
    }
  }()

  private static let bytes = Dictionary(uniqueKeysWithValues: zip(scalars, UInt8.min...UInt8.max))

  /// The bytes that a text of such characters stands for; nil where it has another.
  static func bytes(of text: String) -> [UInt8]? {
    var found: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = bytes[scalar.value] else { return nil }
      found.append(byte)
    }
    return found
  }
}

extension UInt32 {
  /// Hands over the bytes of a code point in UTF-8.
  @inline(__always)
  func forEachByte(_ body: (UInt8) -> Void) {
    switch self {
    case ..<0x80: body(UInt8(truncatingIfNeeded: self))
    case ..<0x800:
      body(UInt8(truncatingIfNeeded: 0xC0 | self >> 6))
      body(UInt8(truncatingIfNeeded: 0x80 | self & 0x3F))
    case ..<0x10000:
      body(UInt8(truncatingIfNeeded: 0xE0 | self >> 12))
      body(UInt8(truncatingIfNeeded: 0x80 | self >> 6 & 0x3F))
      body(UInt8(truncatingIfNeeded: 0x80 | self & 0x3F))
    default:
      body(UInt8(truncatingIfNeeded: 0xF0 | self >> 18))
      body(UInt8(truncatingIfNeeded: 0x80 | self >> 12 & 0x3F))
      body(UInt8(truncatingIfNeeded: 0x80 | self >> 6 & 0x3F))
      body(UInt8(truncatingIfNeeded: 0x80 | self & 0x3F))
    }
  }
}

extension String {
  /// The text of some code points.
  init(scalars: some Sequence<UInt32>) {
    self.init(String.UnicodeScalarView(scalars.lazy.compactMap(Unicode.Scalar.init)))
  }
}
