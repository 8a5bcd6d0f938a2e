import Archives

/// Writes zips with stored entries, for tests.
public struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// A zip without entries.
  public init() {}

  /// Appends an entry; with `packed`, those bytes stand for the content.
  public mutating func add(
    _ name: String, _ content: [UInt8], method: Int = 0, flags: Int = 0, packed: [UInt8]? = nil
  ) {
    let shared =
      number(flags, 2) + number(method, 2) + number(0, 4) + number(Int(CRC32.checksum(content)), 4)
      + number(packed?.count ?? content.count, 4) + number(content.count, 4) + number(name.utf8.count, 2)
    directory += number(0x0201_4b50, 4) + number(20, 2) + number(20, 2) + shared + number(0, 2) + number(0, 2)
    directory += number(0, 8) + number(bytes.count, 4) + Array(name.utf8)
    bytes += number(0x0403_4b50, 4) + number(20, 2) + shared + number(0, 2) + Array(name.utf8) + (packed ?? content)
    count += 1
  }

  /// The file with its directory; with `wide`, all sizes of the directory's place are told by zip64 records alone.
  public func finished(wide: Bool = false) -> [UInt8] {
    var end: [UInt8] = []
    if wide {
      let record = bytes.count + directory.count
      end += number(0x0606_4b50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8) + number(count, 8)
      end += number(count, 8) + number(directory.count, 8) + number(bytes.count, 8)
      end += number(0x0706_4b50, 4) + number(0, 4) + number(record, 8) + number(1, 4)
    }
    end += number(0x0605_4b50, 4) + number(0, 4) + number(wide ? 0xffff : count, 2) + number(wide ? 0xffff : count, 2)
    end += number(wide ? 0xffff_ffff : directory.count, 4) + number(wide ? 0xffff_ffff : bytes.count, 4) + number(0, 2)
    return bytes + directory + end
  }

  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> (8 * $0) : 0) }
  }
}
