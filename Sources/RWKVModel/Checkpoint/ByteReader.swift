/// Reads little-endian numbers and runs of bytes one after another; nil where the bytes end too early.
struct ByteReader {
  /// What is read from.
  let bytes: [UInt8]
  /// Index of the next byte.
  var offset = 0

  /// A reader at the first byte.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Bytes not yet read.
  var remaining: Int { bytes.count - offset }

  /// The next byte.
  mutating func byte() -> UInt8? {
    guard offset < bytes.count else { return nil }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// The next unsigned number of `T`'s width.
  mutating func number<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type) -> T? {
    let width = T.bitWidth / 8
    guard remaining >= width else { return nil }
    defer { offset += width }
    return (0..<width).reduce(0) { $0 | T(bytes[offset + $1]) << (8 * $1) }
  }

  /// The next `count` bytes.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, remaining >= count else { return nil }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  /// The bytes up to the next line feed, which is passed over.
  mutating func line() -> ArraySlice<UInt8>? {
    guard let end = bytes[offset...].firstIndex(of: 0x0a) else { return nil }
    defer { offset = end + 1 }
    return bytes[offset..<end]
  }
}
