/// A file inside a zip, as the directory at the zip's end describes it.
struct ZipEntry: Sendable {
  /// Path inside the zip.
  let name: String
  /// 0 stored, 8 deflated, others rare.
  let method: UInt16
  /// CRC-32 of the uncompressed content.
  let checksum: UInt32
  /// Uncompressed size in bytes.
  let size: Int
  /// Where the content, compressed or not, lies in the file.
  let content: Range<Int>
}
