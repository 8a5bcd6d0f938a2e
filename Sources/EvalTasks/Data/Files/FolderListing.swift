internal import Foundation

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
  static func names(in path: String) throws(DataError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw DataError(
        "the folder cannot be listed (\(error.localizedDescription))", place: path, remedy: "Check its permissions.")
    }
  }

  /// Refuses a name that cannot be used because it is not UTF-8; the listing has U+FFFD for what is not.
  static func checkName(_ name: String, in folder: String) throws(DataError) {
    guard name.unicodeScalars.contains("\u{FFFD}"), kind(of: folder + "/" + name) == .missing else { return }
    let pattern = String(name.map { $0 == "\u{FFFD}" ? "*" : $0 })
    throw DataError(
      "holds a file whose name is not UTF-8, \(name.debugDescription)", place: folder,
      remedy: "Rename it: cd \(folder) && mv \(pattern) NEW-NAME.")
  }
}
