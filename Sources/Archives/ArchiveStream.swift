internal import Console
import CArchive
import Foundation

/// One pass of libarchive over a file, entry after entry.
@safe
final class ArchiveStream {
  private let handle: OpaquePointer
  private let path: String
  private let limit: UnpackingLimit
  private var total = 0
  private var lastEntry: String?

  /// Opens the file; nothing is judged about its content before `next`, except a zip without its directory.
  ///
  /// - Parameter unpackOnly: to take the content for a packed file even if it is a packed archive.
  init(_ path: String, limit: UnpackingLimit, unpackOnly: Bool = false) throws(UserError) {
    guard let handle = unsafe archive_read_new() else {
      throw UserError("cannot be read: out of memory", path: path, remedy: "Close other programs and try again.")
    }
    unsafe self.handle = handle
    self.path = path
    self.limit = limit
    unsafe archive_read_support_filter_gzip(handle)
    unsafe archive_read_support_filter_bzip2(handle)
    unsafe archive_read_support_filter_xz(handle)
    unsafe archive_read_support_filter_zstd(handle)
    if !unpackOnly {
      unsafe archive_read_support_format_tar(handle)
      unsafe archive_read_support_format_zip_seekable(handle)
    }
    unsafe archive_read_support_format_raw(handle)
    guard unsafe archive_read_open_filename(handle, path, 1 << 18) == ARCHIVE_OK else {
      throw damage("is damaged or cut short before its first entry")
    }
  }

  deinit { unsafe archive_read_free(handle) }

  /// Whether the content, of which at least one header was asked for, is an archive or a packed file.
  var isRecognised: Bool { isPacked || format != ARCHIVE_FORMAT_RAW }

  /// What a packed single file is called inside.
  private var nameUnpacked: String { (path as NSString).lastPathComponent.withoutLastSuffix }

  private var isPacked: Bool { unsafe archive_filter_count(handle) > 1 }

  /// Whether gzip is the only packing: libarchive does not check gzip's own checksums.
  var isGzip: Bool {
    unsafe archive_filter_count(handle) == 2 && archive_filter_code(handle, 0) == ARCHIVE_FILTER_GZIP
  }

  /// libarchive's family of formats (tar, zip, raw) that the content was found to be.
  private var format: Int32 { unsafe archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK }

  /// The next entry's header; nil at the end of the archive.
  func next() throws(UserError) -> EntryHeader? {
    var entry: OpaquePointer?
    let status = unsafe archive_read_next_header(handle, &entry)
    if status == ARCHIVE_EOF { return nil }
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry = unsafe entry else {
      throw damage(lastEntry == nil ? "is damaged or cut short before its first entry" : "is followed by damage")
    }
    guard isRecognised else { throw notAnArchive() }
    let header = unsafe EntryHeader(
      path: try checkedPath(of: entry), kind: kind(of: entry), isEncrypted: archive_entry_is_encrypted(entry) != 0,
      claimedSize: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil)
    lastEntry = header.path
    try count(header.claimedSize ?? 0, header)
    // Of a packed tar, headers and what lies between entries were unpacked too.
    if isPacked { try requireWithinLimit(unsafe Int(archive_filter_bytes(handle, 0)), header) }
    return header
  }

  /// Throws unless the content of this entry is a plain file that can be read.
  func requireReadable(_ header: EntryHeader) throws(UserError) {
    if header.isEncrypted {
      throw UserError(
        "is encrypted", path: path, entry: header.path, remedy: "Unpack it with its password and use the folder.")
    }
    guard header.kind == .file else {
      throw UserError(
        "is a link or special file, and links are not followed", path: path, entry: header.path,
        remedy: "Make the archive again with the file itself (tar --dereference --hard-dereference).")
    }
  }

  /// The content of the entry whose header came last.
  func readContent(of header: EntryHeader) throws(UserError) -> [UInt8] {
    var content: [UInt8] = []
    // A claimed size is only a hint: a damaged header must not reserve more than the archive may hold.
    content.reserveCapacity(min(header.claimedSize ?? 0, limit.bytes))
    try readContent(of: header) { content.append(contentsOf: $0) }
    if let claimed = header.claimedSize, claimed != content.count {
      throw UserError(
        "is cut short: \(content.count) of \(claimed) bytes", path: path, entry: header.path,
        remedy: "Fetch the archive again.")
    }
    return content
  }

  /// Hands over the content of the entry whose header came last, piece by piece.
  func readContent(of header: EntryHeader, _ body: (ArraySlice<UInt8>) -> Void) throws(UserError) {
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var done = 0
    while true {
      let got = unsafe block.withUnsafeMutableBytes { unsafe archive_read_data(handle, $0.baseAddress, $0.count) }
      if got == 0 { return }
      guard got > 0 else { throw damage("is damaged or cut short") }
      body(block[0..<got])
      done += got
      if done > header.claimedSize ?? 0 { try count(got, header) }
    }
  }

  /// Throws when a plain tar, whose blocks carry no checksum over the whole, lacks the zero block that ends it.
  func requireEndMark(fileSize: Int) throws(UserError) {
    guard format == ARCHIVE_FORMAT_TAR, !isPacked else { return }
    let end = try MappedFile(path).bytes(max(0, fileSize - 512)..<fileSize)
    guard end.allSatisfy({ $0 == 0 }) else { throw damage("is the last one, but the mark that ends a tar is missing") }
  }

  private func count(_ bytes: Int, _ header: EntryHeader) throws(UserError) {
    let (sum, overflow) = total.addingReportingOverflow(bytes)
    total = overflow || bytes < 0 ? Int.max : sum
    try requireWithinLimit(total, header)
  }

  private func requireWithinLimit(_ bytes: Int, _ header: EntryHeader) throws(UserError) {
    guard bytes > limit.bytes else { return }
    throw UserError(
      "brings the uncompressed total above the limit of \(limit)", path: path, entry: header.path,
      remedy: "If the archive is to be trusted, unpack it and use the folder.")
  }

  private func checkedPath(of entry: OpaquePointer) throws(UserError) -> String {
    if format == ARCHIVE_FORMAT_RAW { return nameUnpacked }
    guard let text = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry),
      let name = unsafe String(validatingCString: text)
    else {
      throw UserError(
        "the entry after \(lastEntry.map { "\"\($0)\"" } ?? "the start") has a name that is not UTF-8", path: path,
        remedy: "Make the archive again with UTF-8 names.")
    }
    guard let checked = EntryPath.checked(name) else {
      throw UserError(
        "leads out of the archive (absolute, or with a \"..\" component), as no data set's does", path: path,
        entry: name, remedy: "Do not trust this archive; fetch it from its publisher again.")
    }
    return checked
  }

  private func kind(of entry: OpaquePointer) -> EntryHeader.Kind {
    if unsafe archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil { return .link }
    switch unsafe archive_entry_filetype(entry) & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  private func damage(_ problem: String) -> UserError {
    let reason = unsafe archive_error_string(handle).map { unsafe " (\(String(cString: $0)))" } ?? ""
    return UserError(
      problem + reason, path: path, entry: lastEntry, remedy: "Fetch the archive again; it may be cut short.")
  }

  private func notAnArchive() -> UserError {
    let start = (try? MappedFile(path)).map { $0.bytes(0..<min(MistakenFile.lengthToTell, $0.size)) } ?? []
    if let mistaken = MistakenFile(start: start) {
      return UserError(mistaken.problem, path: path, remedy: mistaken.remedy)
    }
    if start.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
      return UserError(
        "begins as a zip, but the directory at its end is missing or damaged", path: path,
        remedy: "Fetch it again; it may be cut short.")
    }
    return UserError(
      "is not an archive", path: path, remedy: "Expected .tar, .tar.gz, .tar.xz, .tar.zst, .zip, or one packed file.")
  }
}

extension String {
  /// The name without its last suffix; whole when it has none.
  fileprivate var withoutLastSuffix: String {
    guard let dot = lastIndex(of: "."), dot != startIndex else { return self }
    return String(self[..<dot])
  }
}

/// What an archive says about an entry before its content.
struct EntryHeader {
  /// What the entry is.
  enum Kind { case file, folder, link, other }

  /// The checked path inside the archive.
  let path: String
  /// What the entry is.
  let kind: Kind
  /// Whether its content is encrypted.
  let isEncrypted: Bool
  /// The uncompressed size in bytes that the archive claims, where it does.
  let claimedSize: Int?
}
