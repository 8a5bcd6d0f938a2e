/// How much an archive may unpack to, all entries together.
///
/// A file of a few kilobytes can unpack to gigabytes. Texts shrink to a third by gzip and to a tenth by xz, and the most
/// repetitive data sets seldom below a fiftieth, so more than a hundred times the packed size is refused, and more than
/// 4 GiB in any case; small archives may unpack to 64 MiB.
struct UnpackingLimit: CustomStringConvertible {
  /// Uncompressed bytes of all entries together.
  let bytes: Int
  /// The limit and where it comes from.
  let description: String

  private static let ratio = 100
  private static let least = 64 << 20
  private static let most = 4 << 30

  /// A limit in bytes.
  init(bytes: Int) {
    self.bytes = bytes
    description = "\(bytes) bytes"
  }

  /// What a file of this size may unpack to.
  init(packedSize: Int) {
    let (share, overflow) = packedSize.multipliedReportingOverflow(by: Self.ratio)
    bytes = min(max(overflow ? .max : share, Self.least), Self.most)
    let reason =
      switch bytes {
      case Self.least: "what a small archive may unpack to"
      case Self.most: "what any archive may unpack to"
      default: "\(Self.ratio) times its packed size"
      }
    description = "\(bytes) bytes (\(reason))"
  }
}
