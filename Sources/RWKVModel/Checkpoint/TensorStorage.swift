import Archives

/// The bytes that tensors are views of: a stretch of a mapped file, or memory when the file holds them compressed.
struct TensorStorage: Sendable {
  private enum Content {
    case mapped(MappedFile, Range<Int>)
    case memory([UInt8])
  }

  private let content: Content

  /// A stretch of a mapped file.
  init(_ file: MappedFile, bytes: Range<Int>) { content = .mapped(file, bytes) }

  /// Bytes that were unpacked into memory.
  init(_ bytes: [UInt8]) { content = .memory(bytes) }

  /// Size in bytes.
  var byteCount: Int {
    switch content {
    case .mapped(_, let range): range.count
    case .memory(let bytes): bytes.count
    }
  }

  /// Lends the bytes to `body`; the pointer is valid until `body` returns.
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    switch content {
    case .mapped(let file, let range): try unsafe file.withUnsafeBytes(range, body)
    case .memory(let bytes): try unsafe bytes.withUnsafeBytes(body)
    }
  }

  /// CRC-32 of the bytes, as zip has it.
  func checksum() -> UInt32 {
    var checksum = CRC32()
    unsafe withUnsafeBytes { unsafe checksum.update($0) }
    return checksum.value
  }
}
