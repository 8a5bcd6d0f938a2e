internal import Console
import CArchive

/// Writes a single file packed by gzip, which `ArchiveReader` and every other program unpack.
///
/// The same content gives the same bytes: neither a time nor a name is kept.
public enum PackedFile {
  /// Writes the file at `path`, over what is there.
  ///
  /// - Parameters:
  ///   - path: The file; its folder is there.
  ///   - pieces: The content, piece by piece.
  /// - Throws: `UserError` when the disk does not take it. Also what `pieces` throws.
  public static func write(_ path: String, pieces: (_ append: (String) throws -> Void) throws -> Void) throws {
    let stream = try PackingStream(path)
    try pieces { try stream.append($0) }
    try stream.close()
  }

  /// The bytes of such a file, packed as small as gzip can.
  ///
  /// - Throws: `UserError` when there is no memory for them.
  public static func bytes(of content: [UInt8]) throws -> [UInt8] {
    // Bytes that gzip cannot pack grow by five in 16 KiB, and headers take less than a kilobyte.
    var packed = Array(repeating: UInt8(0), count: content.count + content.count / 1000 + 1024)
    var count = 0
    try unsafe packed.withUnsafeMutableBytes { room in
      try unsafe withUnsafeMutablePointer(to: &count) { count in
        let stream = try unsafe PackingStream(room, count: count)
        try stream.append(content)
        try stream.close()
      }
    }
    return Array(packed.prefix(count))
  }
}

/// libarchive writing one packed file.
@safe
private final class PackingStream {
  private let handle: OpaquePointer
  private let path: String

  /// A stream into a file.
  init(_ path: String) throws(UserError) {
    unsafe handle = try Self.newHandle(path)
    self.path = path
    try setUp("gzip:!timestamp")
    try check(unsafe archive_write_open_filename(handle, path))
    try begin()
  }

  /// A stream into memory, packed as small as gzip can.
  ///
  /// - Parameters:
  ///   - room: Where the bytes go; it must stay until the stream is closed.
  ///   - count: How many bytes were written; it must stay as long.
  init(_ room: UnsafeMutableRawBufferPointer, count: UnsafeMutablePointer<Int>) throws(UserError) {
    path = "memory"
    unsafe handle = try Self.newHandle(path)
    try setUp("gzip:!timestamp,gzip:compression-level=9")
    try check(unsafe archive_write_open_memory(handle, room.baseAddress, room.count, count))
    try begin()
  }

  private static func newHandle(_ path: String) throws(UserError) -> OpaquePointer {
    guard let handle = unsafe archive_write_new() else {
      throw UserError("cannot be written: out of memory", path: path, remedy: "Close other programs and try again.")
    }
    return unsafe handle
  }

  private func setUp(_ options: String) throws(UserError) {
    try check(unsafe archive_write_add_filter_gzip(handle))
    try check(unsafe archive_write_set_format_raw(handle))
    try check(unsafe archive_write_set_options(handle, options))
  }

  private func begin() throws(UserError) {
    let entry = unsafe archive_entry_new()
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_filetype(entry, UInt32(S_IFREG))
    unsafe archive_entry_set_pathname(entry, "content")
    try check(unsafe archive_write_header(handle, entry))
  }

  deinit { unsafe archive_write_free(handle) }

  func append(_ text: String) throws(UserError) {
    var text = text
    let written = text.withUTF8 { bytes in unsafe archive_write_data(handle, bytes.baseAddress, bytes.count) }
    guard written >= 0 else { throw failure() }
  }

  func append(_ bytes: [UInt8]) throws(UserError) {
    let written = unsafe bytes.withUnsafeBytes { bytes in
      unsafe archive_write_data(handle, bytes.baseAddress, bytes.count)
    }
    guard written >= 0 else { throw failure() }
  }

  func close() throws(UserError) { try check(unsafe archive_write_close(handle)) }

  private func check(_ status: Int32) throws(UserError) {
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure() }
  }

  private func failure() -> UserError {
    let reason = unsafe archive_error_string(handle).map { unsafe ": \(String(cString: $0))" } ?? ""
    return UserError(
      "cannot be written\(reason)", path: path, remedy: "Choose a place with room, where you may write.",
      kind: .failure)
  }
}

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
