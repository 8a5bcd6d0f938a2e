internal import Console
internal import Archives
internal import Foundation
internal import PythonValues
internal import Synchronization

/// The files that a run's docs come from; an archive is unpacked once, however many splits are read from it.
public final class DataStore: Sendable {
  /// How many folders deep data files are looked for.
  static let maximumDepth = 3

  private let archives = Mutex<[String: [ArchiveEntry]]>([:])

  /// A store that has read nothing yet.
  public init() {}

  /// What a path leads to.
  enum Place: Hashable {
    /// A data file.
    case file(String)
    /// A folder.
    case folder(String)
    /// An archive of data files.
    case archive(String)
    /// A path inside an archive: `DATA.tar.xz/dev/x.csv`.
    case member(archive: String, path: String)
    case missing
  }

  /// What a path leads to.
  ///
  /// - Throws: `UserError` when a file cannot be read; `UserError` when it is neither a data file nor an archive.
  func place(_ path: String) throws -> Place {
    switch FolderListing.kind(of: path) {
    case .folder: return .folder(path)
    case .file:
      if DocFormat.FileName((path as NSString).lastPathComponent) != nil { return .file(path) }
      guard try ArchiveReader.isArchive(path) else { throw Self.unknownForm(path) }
      return .archive(path)
    case .missing:
      let above = (path as NSString).deletingLastPathComponent
      guard !above.isEmpty, above != path else { return .missing }
      let name = (path as NSString).lastPathComponent
      switch FolderListing.kind(of: above) == .folder ? .missing : try place(above) {
      case .archive(let archive): return .member(archive: archive, path: name)
      case .member(let archive, let folder): return .member(archive: archive, path: folder + "/" + name)
      default: return .missing
      }
    }
  }

  /// The relative paths of all data files in a folder or archive, at most `maximumDepth` folders deep, sorted.
  func names(in place: Place) throws -> [String] {
    let names =
      switch place {
      case .folder(let path): try Self.files(in: path, depth: 0)
      case .archive(let path): try entries(of: path).map(\.path)
      default: preconditionFailure("\(place) is no folder or archive")
      }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Reads a data file that lies in a folder or archive.
  func read(_ relative: String, in place: Place) throws -> DataFile {
    switch place {
    case .folder(let path): try read(.file(path + "/" + relative))
    case .archive(let path): try read(.member(archive: path, path: relative))
    default: preconditionFailure("\(place) is no folder or archive")
    }
  }

  /// Reads a data file.
  ///
  /// - Throws: `UserError` when it cannot be read; `UserError` when it is packed twice, or not in the archive.
  func read(_ place: Place) throws -> DataFile {
    switch place {
    case .file(let path): return try readFile(path)
    case .member(let archive, let path): return try readMember(path, of: archive)
    default: preconditionFailure("\(place) is no file")
    }
  }

  private func readFile(_ path: String) throws -> DataFile {
    guard let name = DocFormat.FileName((path as NSString).lastPathComponent) else { throw Self.unknownForm(path) }
    guard name.isPacked else {
      let file = try MappedFile(path)
      return DataFile(place: path, name: name, bytes: file.bytes(0..<file.size))
    }
    let entries = try ArchiveReader.entries(of: path) { _ in true }
    guard entries.count == 1 else {
      throw UserError(
        "holds \(entries.count) files where one packed file is expected", place: path,
        remedy: "Name it as an archive (for example .tar.gz).")
    }
    return DataFile(place: path, name: name, bytes: entries[0].bytes)
  }

  private func readMember(_ path: String, of archive: String) throws -> DataFile {
    let entries = try entries(of: archive)
    guard let entry = entries.first(where: { $0.path == path }),
      let name = DocFormat.FileName((path as NSString).lastPathComponent)
    else {
      throw UserError(
        "holds no data file \"\(path)\"", place: archive, remedy: DidYouMean.sentence(path, in: entries.map(\.path)))
    }
    guard !name.isPacked else {
      throw UserError(
        "is packed once more inside the archive", place: "\(archive): \(path)",
        remedy: "Unpack the archive and use its folder.")
    }
    return DataFile(place: "\(archive): \(path)", name: name, bytes: entry.bytes)
  }

  private func entries(of archive: String) throws -> [ArchiveEntry] {
    try archives.withLock { archives in
      if let entries = archives[archive] { return entries }
      let entries = try ArchiveReader.entries(of: archive) { path in
        !Self.isHidden(path) && DocFormat.FileName((path as NSString).lastPathComponent) != nil
      }
      archives[archive] = entries
      return entries
    }
  }

  private static func files(in path: String, depth: Int) throws -> [String] {
    var found: [String] = []
    for name in try FolderListing.names(in: path) where !isHidden(name) {
      switch FolderListing.kind(of: path + "/" + name) {
      case .file: if DocFormat.FileName(name) != nil { found.append(name) }
      case .folder where depth < maximumDepth:
        found += try files(in: path + "/" + name, depth: depth + 1).map { name + "/" + $0 }
      case .missing where DocFormat.FileName(name) != nil: try FolderListing.checkName(name, in: path)
      default: break
      }
    }
    return found
  }

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }

  private static func unknownForm(_ path: String) -> UserError {
    UserError(
      "is neither a data file nor an archive", place: path,
      remedy: """
        Data files are .jsonl, .json, .csv and .tsv, each also with .gz, .xz, .bz2 or .zst; archives are .tar, .tar.gz, \
        .tar.xz, .tar.zst and .zip.
        """)
  }
}

/// A data file with its content, unpacked.
struct DataFile: Sendable {
  /// The file's name for error messages: its path, or the archive's and the entry's.
  let place: String
  let name: DocFormat.FileName
  let bytes: [UInt8]
}
