internal import Console

/// The checksums and lengths inside a gzip file (RFC 1952), which libarchive reads over.
enum GzipCheck {
  /// What the trailer of one member says about its uncompressed content.
  private struct Trailer: Equatable {
    var checksum: UInt32
    /// Uncompressed length modulo 2^32.
    var length: UInt32
  }

  /// Throws unless the content agrees with the trailers.
  ///
  /// A file may hold several members one after another. Their borders are not marked, so two readings are tried: one
  /// member, and a member at each place that looks like a member's header.
  static func verify(_ path: String, limit: UnpackingLimit) throws(UserError) {
    let trailers = trailers(of: try MappedFile(path))
    let stream = try ArchiveStream(path, limit: limit, unpackOnly: true)
    guard let header = try stream.next(), let last = trailers.last else { return }
    var whole = CRC32()
    var wholeLength = 0
    var members = MemberChecksums(lengths: trailers.map { Int($0.length) })
    try stream.readContent(of: header) { piece in
      unsafe piece.withUnsafeBytes { unsafe whole.update($0) }
      wholeLength += piece.count
      members.update(piece)
    }
    if last == Trailer(checksum: whole.value, length: UInt32(truncatingIfNeeded: wholeLength)) { return }
    if trailers.count > 1, members.finished() == trailers.map(\.checksum) { return }
    throw UserError(
      "is damaged: its content does not agree with gzip's checksum", path: path, remedy: "Fetch it again.")
  }

  /// The trailers before each member header but the first, and the one at the end of the file.
  private static func trailers(of file: MappedFile) -> [Trailer] {
    let ends = unsafe file.withUnsafeBytes(0..<file.size) { unsafe memberStarts(in: $0) } + [file.size]
    return ends.filter { $0 >= 18 }.map { end in
      let bytes = file.bytes(end - 8..<end)
      func word(_ start: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) } }
      return Trailer(checksum: word(0), length: word(4))
    }
  }

  /// Places that look like the header of a member: magic, method 8, no reserved flag, known extra flags.
  private static func memberStarts(in bytes: UnsafeRawBufferPointer) -> [Int] {
    var starts: [Int] = []
    for index in stride(from: 1, to: bytes.count - 10, by: 1) where unsafe bytes[index] == 0x1f {
      let isHeader = unsafe bytes[index + 1] == 0x8b && bytes[index + 2] == 8 && bytes[index + 3] < 32
      if isHeader, unsafe [0, 2, 4].contains(bytes[index + 8]) { starts.append(index) }
    }
    return starts
  }

  /// Checksums of consecutive stretches of a stream.
  private struct MemberChecksums {
    var lengths: [Int]
    private var done: [UInt32] = []
    private var current = CRC32()
    private var currentLength = 0

    init(lengths: [Int]) { self.lengths = lengths }

    mutating func update(_ piece: ArraySlice<UInt8>) {
      var rest = piece
      while !rest.isEmpty, done.count < lengths.count {
        let part = rest.prefix(lengths[done.count] - currentLength)
        unsafe part.withUnsafeBytes { unsafe current.update($0) }
        currentLength += part.count
        rest = rest.dropFirst(part.count)
        closeFull()
      }
      // Content beyond the last stretch: the lengths do not fit, and one stretch too many says so.
      if !rest.isEmpty, done.count == lengths.count { done.append(0) }
    }

    /// The checksums of all stretches; fewer or more than there are lengths when the stream's length differs.
    mutating func finished() -> [UInt32] {
      closeFull()
      return done
    }

    private mutating func closeFull() {
      while done.count < lengths.count, currentLength == lengths[done.count] {
        done.append(current.value)
        current = CRC32()
        currentLength = 0
      }
    }
  }
}
