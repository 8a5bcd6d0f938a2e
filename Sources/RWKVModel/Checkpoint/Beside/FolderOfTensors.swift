internal import Console
internal import Foundation

/// Looks for files that lie beside each other.
enum FolderOfTensors {
  /// The file itself, or the first of some names in a folder.
  ///
  /// - Throws: `UserError` for a folder that has none of them.
  static func file(at path: String, _ names: [String]) throws(UserError) -> String {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return path
    }
    let files = names.map { (path as NSString).appendingPathComponent($0) }
    guard let file = files.first(where: FileManager.default.fileExists(atPath:)) else {
      throw UserError(
        "is a folder without \(names.joined(separator: " or "))", path: path, remedy: "Name the file in it.")
    }
    return file
  }

  /// A file of another name in the same folder; nil where there is none.
  static func sibling(_ name: String, of file: String) -> String? {
    let folder = (file as NSString).deletingLastPathComponent
    let path = folder.isEmpty ? name : (folder as NSString).appendingPathComponent(name)
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}
