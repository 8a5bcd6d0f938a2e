internal import Foundation

/// Paths of YAML files as texts.
enum FilePath {
  /// The path without `.`, `..` and doubled slashes, absolute.
  static func normalized(_ path: String) -> String {
    let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// A name relative to the folder of a file; an absolute one stays.
  static func resolved(_ name: String, besides file: String) -> String {
    if name.hasPrefix("/") { return normalized(name) }
    let folder = folder(of: file)
    return name.contains("/") ? normalized(folder + "/" + name) : folder + "/" + name
  }

  /// The folder of a file.
  static func folder(of file: String) -> String {
    guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return String(file[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }
}
