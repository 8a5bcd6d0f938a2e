/// Reads archives by content, whatever their names: tar (plain or packed by gzip, bzip2, xz, zstd), zip, and a single
/// file packed by one of these.
public enum ArchiveReader {
  /// Whether the file's content is an archive that `entries` can read.
  ///
  /// - Throws: `ArchiveError` when the path is missing, a folder, empty or unreadable.
  public static func isArchive(_ path: String) throws(ArchiveError) -> Bool {
    let size = try FileCheck.sizeOfRegularFile(path)
    let stream = try ArchiveStream(path, limit: UnpackingLimit(packedSize: size))
    do {
      _ = try stream.next()
      return stream.isRecognised
    } catch { return stream.isRecognised || error.entry != nil }
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
  /// - Throws: `ArchiveError` when the path is missing, a folder, empty or unreadable; when the content is no archive
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
        throw ArchiveError(
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
