/// CRC-32 as in zip and gzip (reflected polynomial 0xEDB88320), eight bytes a step.
public struct CRC32: Sendable {
  private static let tables: [UInt32] = makeTables()
  private var state: UInt32 = 0xffff_ffff

  /// The checksum of nothing yet.
  public init() {}

  /// The checksum of everything appended so far.
  public var value: UInt32 { ~state }

  /// Appends bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var state = state
    unsafe Self.tables.withUnsafeBufferPointer { tables in
      var index = 0
      while index + 8 <= bytes.count {
        let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        state = unsafe Self.step(word ^ UInt64(state), tables)
        index += 8
      }
      while index < bytes.count {
        unsafe state = (state >> 8) ^ tables[Int(UInt8(truncatingIfNeeded: state) ^ bytes[index])]
        index += 1
      }
    }
    self.state = state
  }

  /// The checksum of some bytes.
  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var checksum = CRC32()
    unsafe bytes.withUnsafeBytes { unsafe checksum.update($0) }
    return checksum.value
  }

  @inline(__always)
  private static func step(_ word: UInt64, _ tables: UnsafeBufferPointer<UInt32>) -> UInt32 {
    let low =
      unsafe tables[1792 + Int(word & 255)] ^ tables[1536 + Int(word >> 8 & 255)]
      ^ tables[1280 + Int(word >> 16 & 255)] ^ tables[1024 + Int(word >> 24 & 255)]
    let high =
      unsafe tables[768 + Int(word >> 32 & 255)] ^ tables[512 + Int(word >> 40 & 255)]
      ^ tables[256 + Int(word >> 48 & 255)] ^ tables[Int(word >> 56)]
    return low ^ high
  }

  /// Eight tables of 256: table k advances a byte by k further zero bytes.
  private static func makeTables() -> [UInt32] {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var entry = UInt32(byte)
      for _ in 0..<8 { entry = entry & 1 == 1 ? (entry >> 1) ^ 0xedb8_8320 : entry >> 1 }
      tables[byte] = entry
    }
    for index in 256..<2048 {
      let entry = tables[index - 256]
      tables[index] = (entry >> 8) ^ tables[Int(entry & 255)]
    }
    return tables
  }
}
