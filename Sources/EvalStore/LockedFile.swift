import Foundation

/// A file that one process at a time writes; the system takes the lock back when the process ends, however it ends.
struct LockedFile {
  private let path: String
  private var file: FileHandle

  /// Opens the file at `path`, or makes it, and locks it.
  ///
  /// - Returns: Nil where somebody else holds the lock.
  init?(_ path: String) throws {
    self.path = path
    let url = URL(filePath: path)
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url, options: .withoutOverwriting) }
    file = try FileHandle(forUpdating: url)
    guard try Self.lock(file) else { return nil }
  }

  /// Cuts the file off after `length` bytes and goes on from there.
  func truncate(to length: Int) throws {
    try file.truncate(atOffset: UInt64(length))
    try file.synchronize()
  }

  /// Adds to the file's end; safe from a kill when this returns, and from a power failure after `synchronize()`.
  func append(_ data: Data) throws {
    try file.seekToEnd()
    try file.write(contentsOf: data)
  }

  /// Waits until everything is on disk.
  func synchronize() throws { try file.synchronize() }

  /// Replaces the whole content in one step; the lock passes to the new file.
  mutating func replace(with data: Data) throws {
    let replacement = try FileReplacement(of: path, with: data)
    _ = try Self.lock(replacement.file)
    try replacement.commit()
    file = replacement.file
  }

  /// Whether a process writes the file at `path` now; false where that cannot be found out.
  static func isLocked(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    // Gives the lock back at once.
    defer { try? file.close() }
    return flock(file.fileDescriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  private static func lock(_ file: FileHandle) throws -> Bool {
    if flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    switch errno {
    case EWOULDBLOCK: return false
    // Some clusters' file systems have no locks; a run there is better unguarded than impossible.
    case ENOLCK, ENOSYS, EOPNOTSUPP: return true
    default: throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }
}
