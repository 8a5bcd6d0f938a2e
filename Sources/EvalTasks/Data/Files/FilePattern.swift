internal import Console
internal import Foundation

/// Paths with `*` and `?` in them, and paths relative to a task's folder.
enum FilePattern {
  /// The path itself when it is absolute, else below the folder.
  static func absolute(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// The paths that match a pattern, sorted; the path itself, there or not, when it has no wildcard.
  ///
  /// - Throws: `UserError` when nothing matches, or the pattern has `**`.
  static func paths(_ pattern: String, in folder: String, task: String) throws -> [String] {
    let path = absolute(pattern, in: folder)
    guard Glob(pattern).hasWildcard else { return [path] }
    guard !pattern.contains("**") else {
      throw UserError("\"**\" is not supported in data_files", place: task, remedy: "Name the folders: data/*/x.jsonl.")
    }
    var found = [""]
    for component in path.split(separator: "/").map(String.init) {
      found = try found.flatMap { try step($0, component) }
    }
    guard !found.isEmpty else {
      throw UserError("nothing matches \"\(path)\"", place: task, remedy: "Check data_files in dataset_kwargs.")
    }
    return found
  }

  private static func step(_ folder: String, _ component: String) throws -> [String] {
    let glob = Glob(component)
    guard glob.hasWildcard else {
      let path = folder + "/" + component
      return FolderListing.kind(of: path) == .missing ? [] : [path]
    }
    guard FolderListing.kind(of: folder) == .folder else { return [] }
    return try FolderListing.names(in: folder).filter { !$0.hasPrefix(".") && glob.matches($0) }.map {
      folder + "/" + $0
    }
  }
}

/// Looks into folders, one level at a time.
enum FolderListing {
  /// What a path leads to.
  enum Kind { case missing, file, folder }

  /// What the path leads to, symbolic links followed.
  static func kind(of path: String) -> Kind {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .missing }
    return isFolder.boolValue ? .folder : .file
  }

  /// The names of what lies in a folder, sorted.
  static func names(in path: String) throws(UserError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw UserError(
        "the folder cannot be listed (\(error.localizedDescription))", place: path, remedy: "Check its permissions.")
    }
  }

  /// Refuses a name that cannot be used because it is not UTF-8; the listing has U+FFFD for what is not.
  static func checkName(_ name: String, in folder: String) throws(UserError) {
    guard name.unicodeScalars.contains("\u{FFFD}"), kind(of: folder + "/" + name) == .missing else { return }
    let pattern = String(name.map { $0 == "\u{FFFD}" ? "*" : $0 })
    throw UserError(
      "holds a file whose name is not UTF-8, \(name.debugDescription)", place: folder,
      remedy: "Rename it: cd \(folder) && mv \(pattern) NEW-NAME.")
  }
}
