internal import Console
import Archives

/// Reads the directory at the end of a zip, zip64 included, for the places of entries in the mapped file.
struct ZipDirectory {
  /// The central directory's place and number of entries.
  private struct Place {
    var start: Int
    var end: Int
    var count: Int
  }

  /// A directory entry before its local header is looked at.
  private struct Record {
    var name: String
    var method: UInt16
    var checksum: UInt32
    var compressedSize: Int
    var size: Int
    var localHeader: Int
  }

  private let file: MappedFile

  /// The entries of a zip file, checked against their local headers, each within the file and overlapping no other.
  static func entries(of file: MappedFile) throws(UserError) -> [ZipEntry] {
    let directory = ZipDirectory(file: file)
    let place = try directory.place()
    var reader = ByteReader(file.bytes(place.start..<place.end))
    var records: [Record] = []
    while reader.remaining > 0 { records.append(try directory.record(&reader)) }
    guard records.count == place.count else {
      throw directory.damage("its directory announces \(place.count) entries and lists \(records.count)")
    }
    var entries: [ZipEntry] = []
    var end = place.start
    for record in records.sorted(by: { $0.localHeader > $1.localHeader }) {
      entries.append(try directory.entry(record, endingBy: end))
      end = record.localHeader
    }
    return entries.reversed()
  }

  private func place() throws(UserError) -> Place {
    let tailStart = max(0, file.size - 22 - 65_535)
    let tail = file.bytes(tailStart..<file.size)
    for start in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[start...].starts(with: [0x50, 0x4b, 5, 6]) {
      var reader = ByteReader(Array(tail[(start + 10)...]))
      guard let count = reader.number(UInt16.self), let size = reader.number(UInt32.self),
        let offset = reader.number(UInt32.self), let comment = reader.number(UInt16.self),
        Int(comment) == reader.remaining
      else { continue }
      let end = tailStart + start
      if let wide = try widePlace(before: end) { return wide }
      return try checked(count: UInt64(count), size: UInt64(size), offset: UInt64(offset), end: end)
    }
    throw damage("has no zip directory at its end, as a PyTorch file has: it is cut short or damaged")
  }

  /// The zip64 directory's place, when a zip64 locator lies before the end record.
  private func widePlace(before end: Int) throws(UserError) -> Place? {
    guard end >= 20 else { return nil }
    var locator = ByteReader(file.bytes(end - 20..<end))
    guard locator.number(UInt32.self) == 0x0706_4b50 else { return nil }
    _ = locator.number(UInt32.self)
    guard let position = locator.number(UInt64.self), position <= UInt64(max(0, end - 20 - 56)) else {
      throw damage("its zip64 locator points beyond the file")
    }
    var record = ByteReader(file.bytes(Int(position)..<end))
    guard record.number(UInt32.self) == 0x0606_4b50 else { throw damage("its zip64 end record is damaged") }
    record.offset = 32
    guard let count = record.number(UInt64.self), let size = record.number(UInt64.self),
      let offset = record.number(UInt64.self)
    else { throw damage("its zip64 end record is cut short") }
    return try checked(count: count, size: size, offset: offset, end: Int(position))
  }

  private func checked(count: UInt64, size: UInt64, offset: UInt64, end: Int) throws(UserError) -> Place {
    guard offset <= UInt64(end), size == UInt64(end) - offset, count <= size else {
      throw damage("its zip directory of \(size) bytes at \(offset) does not end at \(end)")
    }
    return Place(start: Int(offset), end: end, count: Int(count))
  }

  private func record(_ reader: inout ByteReader) throws(UserError) -> Record {
    guard reader.number(UInt32.self) == 0x0201_4b50, reader.take(4) != nil, let flags = reader.number(UInt16.self),
      let method = reader.number(UInt16.self), reader.take(4) != nil, let checksum = reader.number(UInt32.self),
      let compressed = reader.number(UInt32.self), let size = reader.number(UInt32.self),
      let nameLength = reader.number(UInt16.self), let extraLength = reader.number(UInt16.self),
      let commentLength = reader.number(UInt16.self), reader.take(8) != nil, let header = reader.number(UInt32.self),
      let nameBytes = reader.take(Int(nameLength)), let extra = reader.take(Int(extraLength)),
      reader.take(Int(commentLength)) != nil, let name = String(validating: nameBytes, as: UTF8.self)
    else { throw damage("its zip directory is damaged") }
    guard flags & 1 == 0 else {
      throw UserError("its entry \(name) is encrypted", path: file.path, remedy: "Unpack it and save it again.")
    }
    var wide = WideSizes(extra: Array(extra))
    guard let size = wide.size(size), let compressed = wide.size(compressed), let header = wide.size(header) else {
      throw damage("the directory entry of \(name) lacks its zip64 sizes")
    }
    return Record(
      name: name, method: method, checksum: checksum, compressedSize: compressed, size: size, localHeader: header)
  }

  private func entry(_ record: Record, endingBy limit: Int) throws(UserError) -> ZipEntry {
    guard record.localHeader <= limit - 30 else { throw damage("its entry \(record.name) begins beyond its place") }
    var reader = ByteReader(file.bytes(record.localHeader..<min(limit, record.localHeader + 30 + 2 * 65_535)))
    guard reader.number(UInt32.self) == 0x0403_4b50, reader.take(4) != nil,
      reader.number(UInt16.self) == record.method, reader.take(16) != nil, let nameLength = reader.number(UInt16.self),
      let extraLength = reader.number(UInt16.self), let name = reader.take(Int(nameLength)),
      Array(name) == Array(record.name.utf8), reader.take(Int(extraLength)) != nil
    else { throw damage("its entry \(record.name) does not begin where the zip directory says") }
    let start = record.localHeader + reader.offset
    guard record.compressedSize <= limit - start, record.method != 0 || record.size == record.compressedSize else {
      throw damage("its entry \(record.name) of \(record.compressedSize) bytes reaches beyond its place")
    }
    return ZipEntry(
      name: record.name, method: record.method, checksum: record.checksum, size: record.size,
      content: start..<start + record.compressedSize)
  }

  private func damage(_ problem: String) -> UserError {
    UserError(problem, path: file.path, remedy: UserError.fetchAgain)
  }

  /// The sizes that did not fit 32 bits, in the order in which the zip64 extra field holds them.
  private struct WideSizes {
    private var reader: ByteReader

    init(extra: [UInt8]) {
      reader = ByteReader(extra)
      while let tag = reader.number(UInt16.self), let length = reader.number(UInt16.self) {
        guard let field = reader.take(Int(length)) else { break }
        if tag == 1 {
          reader = ByteReader(Array(field))
          return
        }
      }
      reader = ByteReader([])
    }

    /// The size itself, or the next wide one when it is the mark for "too large".
    mutating func size(_ narrow: UInt32) -> Int? {
      guard narrow == .max else { return Int(narrow) }
      return reader.number(UInt64.self).flatMap { Int(exactly: $0) }
    }
  }
}

/// A file inside a zip, as the directory at the zip's end describes it.
struct ZipEntry: Sendable {
  /// Path inside the zip.
  let name: String
  /// 0 stored, 8 deflated, others rare.
  let method: UInt16
  /// CRC-32 of the uncompressed content.
  let checksum: UInt32
  /// Uncompressed size in bytes.
  let size: Int
  /// Where the content, compressed or not, lies in the file.
  let content: Range<Int>
}
