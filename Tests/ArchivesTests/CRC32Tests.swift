import Archives
import Testing

@Suite struct CRC32Tests {
  @Test("The check value of CRC-32 (its catalogue's \"123456789\") comes out")
  func checkValue() {
    #expect(CRC32.checksum(Array("123456789".utf8)) == 0xcbf4_3926)
    #expect(CRC32.checksum([]) == 0)
  }

  @Test("Pieces of any length give the checksum of the whole")
  func pieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ 7) }
    for cut in [0, 1, 7, 8, 9, 500, 993, 1000] {
      var checksum = CRC32()
      unsafe bytes[..<cut].withUnsafeBytes { unsafe checksum.update($0) }
      unsafe bytes[cut...].withUnsafeBytes { unsafe checksum.update($0) }
      #expect(checksum.value == CRC32.checksum(bytes))
    }
  }
}
