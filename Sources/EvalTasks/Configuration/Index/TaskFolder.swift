internal import Console
internal import Foundation

/// Finds the YAML files of a folder and of all folders below.
struct TaskFolder {
  /// Absolute paths of all files named `….yaml`, in the order of their code points.
  ///
  /// Links to folders are followed, and no folder is looked into twice: a link that leads to one that is there anyway, its
  /// own perhaps, adds nothing.
  ///
  /// - Throws: `UserError` when the folder is not there or one cannot be listed.
  static func files(in folder: String) throws(UserError) -> [String] {
    var walk = TaskFolder()
    walk.folders = [FilePath.normalized(folder)]
    // Later ones are pushed first, so that the first comes off first.
    while let next = walk.folders.popLast() ?? walk.links.popLast() { try walk.look(into: next) }
    return walk.found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private var found: [String] = []
  /// Folders to look into, before all links.
  private var folders: [String] = []
  private var links: [String] = []
  private var seen: Set<Identity> = []

  /// What makes a folder the same under another path.
  private struct Identity: Hashable {
    let device, file: UInt64

    /// Of what the path leads to, links followed; nil where that is nothing.
    init?(of path: String) {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      device = UInt64(status.st_dev)
      file = UInt64(status.st_ino)
    }
  }

  private mutating func look(into folder: String) throws(UserError) {
    // Without an identity it cannot be there; listing it says so.
    if let identity = Identity(of: folder), !seen.insert(identity).inserted { return }
    for name in try Self.names(in: folder).sorted().reversed() {
      let path = folder + "/" + name
      if name.hasSuffix(".yaml") {
        found.append(path)
      } else if !Self.ignored.contains(name), Self.isFolder(path) {
        if Self.isLink(path) { links.append(path) } else { folders.append(path) }
      }
    }
  }

  private static let ignored: Set<String> = ["__pycache__", ".ipynb_checkpoints"]

  private static func names(in folder: String) throws(UserError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw UserError(
        "the folder cannot be listed (\(error.localizedDescription))", path: folder,
        remedy: "Check the path and its permissions.")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }
}
