/// Paths with `*` and `?` in them, and paths relative to a task's folder.
enum FilePattern {
  /// The path itself when it is absolute, else below the folder.
  static func absolute(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// The paths that match a pattern, sorted; the path itself, there or not, when it has no wildcard.
  ///
  /// - Throws: `DataError` when nothing matches, or the pattern has `**`.
  static func paths(_ pattern: String, in folder: String, task: String) throws -> [String] {
    let path = absolute(pattern, in: folder)
    guard Glob(pattern).hasWildcard else { return [path] }
    guard !pattern.contains("**") else {
      throw DataError("\"**\" is not supported in data_files", place: task, remedy: "Name the folders: data/*/x.jsonl.")
    }
    var found = [""]
    for component in path.split(separator: "/").map(String.init) {
      found = try found.flatMap { try step($0, component) }
    }
    guard !found.isEmpty else {
      throw DataError("nothing matches \"\(path)\"", place: task, remedy: "Check data_files in dataset_kwargs.")
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
