import Foundation

/// What must hold of a path before a file is read from it.
enum FileCheck {
  /// The size in bytes of a regular file that has content.
  static func sizeOfRegularFile(_ path: String) throws(ArchiveError) -> Int {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR {
        throw ArchiveError("no such file", path: path, remedy: "Check the path.")
      }
      throw unreadable(path)
    }
    return try size(status, path)
  }

  /// What the system says of a file that is open.
  static func status(of descriptor: Int32, _ path: String) throws(ArchiveError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    return status
  }

  /// The size of what a status is of, where it is a regular file that has content.
  static func size(_ status: stat, _ path: String) throws(ArchiveError) -> Int {
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR {
      throw ArchiveError("is a folder where a file is expected", path: path, remedy: "Name a file inside it.")
    }
    guard kind == S_IFREG else {
      throw ArchiveError(
        "is not a regular file", path: path, remedy: "Copy its content into a regular file and name that.")
    }
    guard status.st_size > 0 else {
      throw ArchiveError("is an empty file (0 bytes)", path: path, remedy: "Fetch or write it again.")
    }
    return Int(status.st_size)
  }

  /// The error for a path that the system refuses to open, with the system's reason (`errno`).
  static func unreadable(_ path: String) -> ArchiveError {
    ArchiveError("cannot be read (\(systemMessage(errno)))", path: path, remedy: "Check its permissions.")
  }

  /// The system's words for an error number.
  static func systemMessage(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
