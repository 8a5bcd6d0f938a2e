public import Console

/// Reads archives by content, whatever their names: tar (plain or packed by gzip, bzip2, xz, zstd), zip, and a single
/// file packed by one of these.
public enum ArchiveReader {
  /// Whether the file's content is an archive that `entries` can read.
  ///
  /// - Throws: `UserError` when the path is missing, a folder, empty or unreadable.
  public static func isArchive(_ path: String) throws(UserError) -> Bool {
    let size = try FileCheck.sizeOfRegularFile(path)
    let stream = try ArchiveStream(path, limit: UnpackingLimit(packedSize: size))
    do {
      _ = try stream.next()
      return stream.isRecognised
    } catch {
      if case .entry = error.place { return true }
      return stream.isRecognised
    }
  }

  /// The regular files of an archive whose paths are wanted, in archive order.
  ///
  /// A packed single file (a bare `.gz`, `.xz`, …) is one entry, named after the file without its last suffix. Folders
  /// are passed over.
  ///
  /// - Parameters:
  ///   - path: the archive.
  ///   - limit: total uncompressed bytes of all entries, wanted or not, beyond which the archive is refused; nil for what a
  ///     file of this size may hold (`UnpackingLimit`).
  ///   - wanted: asked once for each file or link, with its path inside the archive.
  /// - Throws: `UserError` when the path is missing, a folder, empty or unreadable; when the content is no archive
  ///   or is damaged or cut short (the entry is named); when any entry's path is absolute or has a `..` component;
  ///   when a wanted entry is encrypted, is a link, or appears twice; beyond the limit. Also what `wanted` throws.
  public static func entries(
    of path: String, limit: Int? = nil, where wanted: (String) throws -> Bool
  ) throws -> [ArchiveEntry] {
    let size = try FileCheck.sizeOfRegularFile(path)
    let limit = limit.map(UnpackingLimit.init(bytes:)) ?? UnpackingLimit(packedSize: size)
    let stream = try ArchiveStream(path, limit: limit)
    var entries: [ArchiveEntry] = []
    var seen: Set<String> = []
    while let header = try stream.next() {
      guard header.kind != .folder, try wanted(header.path) else { continue }
      try stream.requireReadable(header)
      guard seen.insert(header.path).inserted else {
        throw UserError(
          "appears twice in the archive", path: path, entry: header.path,
          remedy: "Make the archive again from a folder; tar's append mode keeps old versions.")
      }
      entries.append(ArchiveEntry(path: header.path, bytes: try stream.readContent(of: header)))
    }
    try stream.requireEndMark(fileSize: size)
    if stream.isGzip { try GzipCheck.verify(path, limit: limit) }
    return entries
  }
}

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

/// An entry's path inside an archive, checked before anything else looks at it.
enum EntryPath {
  /// The path without leading `./`, or nil when it would lead out of the archive: absolute, or with a `..` component.
  ///
  /// Backslashes count as separators in the check, because archives made on Windows may carry them.
  static func checked(_ path: String) -> String? {
    let components = path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    let isAbsolute = components.count > 1 && components[0].isEmpty || startsWithDrive(path)
    guard !isAbsolute, !components.contains("..") else { return nil }
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return String(rest)
  }

  private static func startsWithDrive(_ path: String) -> Bool {
    let start = Array(path.utf8.prefix(2))
    return start.count == 2 && start[1] == UInt8(ascii: ":") && (start[0] | 0x20) >= 0x61 && (start[0] | 0x20) <= 0x7a
  }
}
