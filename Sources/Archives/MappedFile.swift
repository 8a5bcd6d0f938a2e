public import Console
import Foundation
import Synchronization

/// A regular file mapped read-only into memory: its bytes cost address space until they are touched.
///
/// The file must not be written to or truncated while it is mapped: reading beyond its new end ends the process (SIGBUS).
/// `requireUnchanged` tells whether it was. A file that is replaced by another of the same name, or deleted, stays mapped
/// as it was.
public final class MappedFile: Sendable {
  /// The path that was opened, as the caller named it.
  public let path: String
  /// The file's size in bytes, at least 1.
  public let size: Int
  /// Address of the mapping, which lives as long as this object.
  private let address: UInt
  private let descriptor: Int32
  private let opened: FileState
  private let seen: Mutex<Seen>

  /// What later looks at the file are compared with.
  private struct Seen {
    /// The last state whose content is known to be that of the opening.
    var state: FileState
    /// SHA-256 of the content, once it was asked for and the file was as at its opening before and after.
    var digest: String?
  }

  /// Maps a file.
  ///
  /// - Throws: `UserError` when the path is missing, a folder or another special file, empty, or unreadable.
  public init(_ path: String) throws(UserError) {
    _ = try FileCheck.sizeOfRegularFile(path)
    // Without waiting for a writer, should a pipe have taken the file's place since.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileCheck.unreadable(path) }
    do {
      // The size of what was opened: the name may mean another file by now.
      let status = try FileCheck.status(of: descriptor, path)
      size = try FileCheck.size(status, path)
      opened = FileState(status)
      address = try Self.map(descriptor, size, path)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
    seen = Mutex(Seen(state: opened))
  }

  deinit {
    unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), size)
    close(descriptor)
  }

  private static func map(_ descriptor: Int32, _ size: Int, _ path: String) throws(UserError) -> UInt {
    let mapping = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      let reason = FileCheck.systemMessage(errno)
      throw UserError(
        "cannot be mapped into memory (\(reason))", path: path,
        remedy: "Check that it lies on a normal file system, and the limit on address space (ulimit -v).")
    }
    return UInt(bitPattern: mapping)
  }

  /// Throws when the open file was written to or truncated since it was opened, so that what was read of it may be of two
  /// versions.
  ///
  /// Size and time of modification tell. Where only the status changed, as by a new name or other permissions, the content
  /// is read again if its SHA-256 was taken before; a file that lost or gained a name (deleted, replaced) is as it was.
  ///
  /// - Throws: `UserError` with what changed.
  public func requireUnchanged() throws(UserError) {
    let now = FileState(try FileCheck.status(of: descriptor, path))
    let known = seen.withLock { $0 }
    guard now != known.state else { return }
    let hasOtherNames = now.links != known.state.links
    guard now.isSameContent(as: opened),
      hasOtherNames || known.digest.map({ $0 == contentDigest() && isStill(now) }) == true
    else { throw changed(now) }
    seen.withLock { $0.state = now }
  }

  private func isStill(_ state: FileState) -> Bool {
    (try? FileCheck.status(of: descriptor, path)).map { FileState($0) } == state
  }

  private func changed(_ now: FileState) -> UserError {
    UserError(
      "was changed while it was in use: \(now.difference(from: opened))", path: path,
      remedy: "Copy a file that something still writes to, and use the copy.", kind: .failure)
  }

  /// Lends the bytes of a range to `body`; the pointer is valid until `body` returns.
  ///
  /// - Precondition: the range lies within `0..<size`.
  public func withUnsafeBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= size, "bytes \(range) of \(size) in \(path)")
    let start = unsafe UnsafeRawPointer(bitPattern: address + UInt(range.lowerBound))
    return try unsafe body(UnsafeRawBufferPointer(start: start, count: range.count))
  }

  /// A copy of the bytes of a range.
  ///
  /// - Precondition: the range lies within `0..<size`.
  public func bytes(_ range: Range<Int>) -> [UInt8] {
    unsafe withUnsafeBytes(range) { bytes in unsafe Array(bytes) }
  }

  /// SHA-256 of the whole file, 64 lower-case hex digits.
  public func sha256() -> String {
    let digest = contentDigest()
    if isStill(opened) { seen.withLock { $0.digest = digest } }
    return digest
  }

  private func contentDigest() -> String {
    var digest = ContentDigest()
    unsafe withUnsafeBytes(0..<size) { bytes in unsafe digest.update(bytes) }
    return digest.hex()
  }
}

/// What the system says of an open file that changes when the file does.
struct FileState: Equatable {
  let size: Int
  /// Names that lead to the file; 0 once it was deleted or replaced.
  let links: Int
  /// When the content was changed, in nanoseconds since 1970.
  let modified: Int
  /// When the content, the names or the permissions were changed, in nanoseconds since 1970.
  let statusChanged: Int

  init(_ status: stat) {
    size = Int(status.st_size)
    links = Int(status.st_nlink)
    modified = Self.nanoseconds(status.st_mtim)
    statusChanged = Self.nanoseconds(status.st_ctim)
  }

  /// Whether size and time of modification are the same, so that the content should be.
  func isSameContent(as other: FileState) -> Bool { size == other.size && modified == other.modified }

  /// How this state differs from an earlier one, for messages.
  func difference(from earlier: FileState) -> String {
    if size != earlier.size { return "it had \(earlier.size) bytes and has \(size)" }
    return modified == earlier.modified
      ? "its status changed at \(Self.time(statusChanged))" : "it was written to at \(Self.time(modified))"
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    let (seconds, overflow) = Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? Int(time.tv_sec) : seconds &+ Int(time.tv_nsec)
  }

  private static func time(_ nanoseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(nanoseconds) / 1e9).formatted(.iso8601)
  }
}

/// What must hold of a path before a file is read from it.
enum FileCheck {
  /// The size in bytes of a regular file that has content.
  static func sizeOfRegularFile(_ path: String) throws(UserError) -> Int {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR {
        throw UserError("no such file", path: path, remedy: "Check the path.")
      }
      throw unreadable(path)
    }
    return try size(status, path)
  }

  /// What the system says of a file that is open.
  static func status(of descriptor: Int32, _ path: String) throws(UserError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    return status
  }

  /// The size of what a status is of, where it is a regular file that has content.
  static func size(_ status: stat, _ path: String) throws(UserError) -> Int {
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR {
      throw UserError("is a folder where a file is expected", path: path, remedy: "Name a file inside it.")
    }
    guard kind == S_IFREG else {
      throw UserError(
        "is not a regular file", path: path, remedy: "Copy its content into a regular file and name that.")
    }
    guard status.st_size > 0 else {
      throw UserError("is an empty file (0 bytes)", path: path, remedy: "Fetch or write it again.")
    }
    return Int(status.st_size)
  }

  /// The error for a path that the system refuses to open, with the system's reason (`errno`).
  static func unreadable(_ path: String) -> UserError {
    UserError("cannot be read (\(systemMessage(errno)))", path: path, remedy: "Check its permissions.")
  }

  /// The system's words for an error number.
  static func systemMessage(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
