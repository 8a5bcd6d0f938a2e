/// One regular file inside an archive, read whole.
public struct ArchiveEntry: Sendable {
  /// The entry's path inside the archive, with `/` between components and without a leading `./`.
  public let path: String
  /// The uncompressed content.
  public let bytes: [UInt8]

  /// An entry from its path and content.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
