import Foundation

/// A file written beside the one whose place it takes, so that readers, kills and power failures see the old content or
/// the new one, and never half of it.
struct FileReplacement {
  /// The new file, on disk under another name until `commit()`.
  let file: FileHandle
  private let path: String

  /// Writes the content that the file at `path` shall have.
  init(of path: String, with content: Data) throws {
    self.path = path
    let new = URL(filePath: Self.newPath(path))
    try content.write(to: new)
    file = try FileHandle(forUpdating: new)
    try file.synchronize()
  }

  /// Puts it in the place of the old one.
  func commit() throws {
    guard unsafe rename(Self.newPath(path), path) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  private static func newPath(_ path: String) -> String { path + ".new" }
}
