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
  /// - Throws: `ArchiveError` when the disk does not take it. Also what `pieces` throws.
  public static func write(_ path: String, pieces: (_ append: (String) throws -> Void) throws -> Void) throws {
    let stream = try PackingStream(path)
    try pieces { try stream.append($0) }
    try stream.close()
  }
}

/// libarchive writing one packed file.
@safe
private final class PackingStream {
  private let handle: OpaquePointer
  private let path: String

  init(_ path: String) throws(ArchiveError) {
    guard let handle = unsafe archive_write_new() else {
      throw ArchiveError("cannot be written: out of memory", path: path, remedy: "Close other programs and try again.")
    }
    unsafe self.handle = handle
    self.path = path
    try check(unsafe archive_write_add_filter_gzip(handle))
    try check(unsafe archive_write_set_format_raw(handle))
    try check(unsafe archive_write_set_options(handle, "gzip:!timestamp"))
    try check(unsafe archive_write_open_filename(handle, path))
    let entry = unsafe archive_entry_new()
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_filetype(entry, UInt32(S_IFREG))
    unsafe archive_entry_set_pathname(entry, "content")
    try check(unsafe archive_write_header(handle, entry))
  }

  deinit { unsafe archive_write_free(handle) }

  func append(_ text: String) throws(ArchiveError) {
    var text = text
    let written = text.withUTF8 { bytes in unsafe archive_write_data(handle, bytes.baseAddress, bytes.count) }
    guard written >= 0 else { throw failure() }
  }

  func close() throws(ArchiveError) { try check(unsafe archive_write_close(handle)) }

  private func check(_ status: Int32) throws(ArchiveError) {
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure() }
  }

  private func failure() -> ArchiveError {
    let reason = unsafe archive_error_string(handle).map { unsafe ": \(String(cString: $0))" } ?? ""
    return ArchiveError(
      "cannot be written\(reason)", path: path, remedy: "Choose a place with room, where you may write.")
  }
}
