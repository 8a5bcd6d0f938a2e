import Foundation

/// A regular file mapped read-only into memory: its bytes cost address space until they are touched.
///
/// The file must not be truncated while it is mapped; reading beyond its new end would end the process (SIGBUS).
public final class MappedFile: Sendable {
  /// The path that was opened, as the caller named it.
  public let path: String
  /// The file's size in bytes, at least 1.
  public let size: Int
  /// Address of the mapping, which lives as long as this object.
  private let address: UInt

  /// Maps a file.
  ///
  /// - Throws: `ArchiveError` when the path is missing, a folder or another special file, empty, or unreadable.
  public init(_ path: String) throws(ArchiveError) {
    size = try FileCheck.sizeOfRegularFile(path)
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { throw FileCheck.unreadable(path) }
    defer { close(descriptor) }
    let mapping = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      let reason = FileCheck.systemMessage(errno)
      throw ArchiveError(
        "cannot be mapped into memory (\(reason))", path: path,
        remedy: "Check that it lies on a normal file system, and the limit on address space (ulimit -v).")
    }
    address = UInt(bitPattern: mapping)
    self.path = path
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), size) }

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
    var digest = ContentDigest()
    unsafe withUnsafeBytes(0..<size) { bytes in unsafe digest.update(bytes) }
    return digest.hex()
  }
}
