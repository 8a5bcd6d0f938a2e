/// An entry's path inside an archive, checked before anything else looks at it.
enum EntryPath {
  /// The path without leading `./`, or nil when it would lead out of the archive: absolute, or with a `..` component.
  ///
  /// Backslashes count as separators in the check, because archives made on Windows may carry them.
  static func checked(_ path: String) -> String? {
    let components = path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    let isAbsolute = components.count > 1 && components[0].isEmpty || startsWithDrive(path)
    guard !isAbsolute, !components.contains("..") else { return nil }
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return String(rest)
  }

  private static func startsWithDrive(_ path: String) -> Bool {
    let start = Array(path.utf8.prefix(2))
    return start.count == 2 && start[1] == UInt8(ascii: ":") && (start[0] | 0x20) >= 0x61 && (start[0] | 0x20) <= 0x7a
  }
}
