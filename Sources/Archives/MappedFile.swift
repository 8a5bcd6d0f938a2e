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
  /// - Throws: `ArchiveError` when the path is missing, a folder or another special file, empty, or unreadable.
  public init(_ path: String) throws(ArchiveError) {
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

  private static func map(_ descriptor: Int32, _ size: Int, _ path: String) throws(ArchiveError) -> UInt {
    let mapping = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      let reason = FileCheck.systemMessage(errno)
      throw ArchiveError(
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
  /// - Throws: `ArchiveError` with what changed.
  public func requireUnchanged() throws(ArchiveError) {
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

  private func changed(_ now: FileState) -> ArchiveError {
    ArchiveError(
      "was changed while it was in use: \(now.difference(from: opened))", path: path,
      remedy: "Copy a file that something still writes to, and use the copy.")
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
