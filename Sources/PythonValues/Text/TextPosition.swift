/// Where a byte of a text stands, for messages.
public struct TextPosition: Sendable, Hashable {
  /// Line, from 1.
  public let line: Int
  /// Column in code points, from 1.
  public let column: Int

  /// The position of the byte behind as many others as `offset` says.
  ///
  /// - Precondition: `offset` is not beyond the end.
  public init(of offset: Int, in bytes: [UInt8]) {
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count + 1
  }
}
