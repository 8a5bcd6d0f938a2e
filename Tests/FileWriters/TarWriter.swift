/// Writes plain ustar archives, with any path and any kind of entry, for tests.
public struct TarWriter {
  private var bytes: [UInt8] = []

  /// A tar without entries.
  public init() {}

  /// Appends an entry; `kind` is the header's type flag ("0" file, "2" symbolic link, "5" folder).
  public mutating func add(_ path: String, _ content: String = "", kind: Character = "0", linkTo target: String = "") {
    let content = Array(content.utf8)
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(path, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(octal(content.count, digits: 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put(String(kind), at: 156)
    put(target, at: 157)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\0", at: 148)
    bytes += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// The archive with the two zero blocks that end it.
  public func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  private func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
