internal import Foundation

/// Looks into folders, and for files of MMLU's layout without walking through everything below them.
enum FolderListing {
  /// What a path leads to.
  enum Kind { case missing, file, folder }

  /// What the path leads to, symbolic links followed.
  static func kind(of path: String) -> Kind {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .missing }
    return isFolder.boolValue ? .folder : .file
  }

  /// Relative paths of all files in split folders at the top, in `data`, in any one folder, and in its `data`; sorted.
  static func candidates(in path: String) throws(MMLUDataError) -> [String] {
    let splits = MMLUSplit.allCases.map(\.rawValue)
    let folders = try names(in: path).filter { name in
      !splits.contains(name) && name != "data" && kind(of: path + "/" + name) == .folder
    }
    var found: [String] = []
    for root in ["", "data/"] + folders.flatMap({ [$0 + "/", $0 + "/data/"] }) {
      for split in splits where kind(of: path + "/" + root + split) == .folder {
        let folder = path + "/" + root + split
        for name in try names(in: folder) {
          if name.hasSuffix(".csv") { try checkName(name, in: folder) }
          found.append(root + split + "/" + name)
        }
      }
    }
    return found
  }

  /// A file of the layout that lies in the folder itself, as when a split's own folder was named.
  static func looseFile(in path: String) throws(MMLUDataError) -> String? {
    try names(in: path).first { name in
      MMLUSplit.allCases.contains { MMLUFileName(path: "\($0.rawValue)/\(name)") != nil }
    }
  }

  /// Refuses a name that cannot be used because it is not UTF-8; the listing has U+FFFD for what is not.
  static func checkName(_ name: String, in folder: String) throws(MMLUDataError) {
    guard name.unicodeScalars.contains("\u{FFFD}"), kind(of: folder + "/" + name) == .missing else { return }
    let pattern = String(name.map { $0 == "\u{FFFD}" ? "*" : $0 })
    throw MMLUDataError(
      "holds a file whose name is not UTF-8, \(name.debugDescription)", place: folder,
      remedy: "Rename it: cd \(folder) && mv \(pattern) NEW-NAME.")
  }

  /// The names of what lies in a folder, sorted.
  static func names(in path: String) throws(MMLUDataError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw MMLUDataError(
        "the folder cannot be listed (\(error.localizedDescription))", place: path, remedy: "Check its permissions.")
    }
  }
}
