internal import Foundation

/// Finds the YAML files of a folder and of all folders below.
enum TaskFolder {
  /// Absolute paths of all files named `….yaml`, in the order of their code points.
  ///
  /// - Throws: `TaskConfigurationError` when the folder is not there or one cannot be listed.
  static func files(in folder: String) throws(TaskConfigurationError) -> [String] {
    var found: [String] = []
    try collect(FilePath.normalized(folder), into: &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func collect(_ folder: String, into found: inout [String]) throws(TaskConfigurationError) {
    for name in try names(in: folder) {
      let path = folder + "/" + name
      if name.hasSuffix(".yaml") {
        found.append(path)
      } else if !ignored.contains(name), isFolder(path) {
        try collect(path, into: &found)
      }
    }
  }

  private static let ignored: Set<String> = ["__pycache__", ".ipynb_checkpoints"]

  private static func names(in folder: String) throws(TaskConfigurationError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw TaskConfigurationError(
        "the folder cannot be listed (\(error.localizedDescription))", path: folder,
        remedy: "Check the path and its permissions.")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
