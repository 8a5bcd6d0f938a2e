/// The mark that some editors put before a text in UTF-8, and which is no part of it.
enum ByteOrderMark {
  private static let bytes: [UInt8] = [0xef, 0xbb, 0xbf]

  /// The bytes without the mark that they may begin with.
  static func skipped<Bytes: Collection>(in text: Bytes) -> Bytes.SubSequence where Bytes.Element == UInt8 {
    text.dropFirst(length(in: text))
  }

  /// How many bytes the mark at the beginning has: 3, or 0 where there is none.
  static func length(in text: some Collection<UInt8>) -> Int { text.starts(with: bytes) ? bytes.count : 0 }
}
