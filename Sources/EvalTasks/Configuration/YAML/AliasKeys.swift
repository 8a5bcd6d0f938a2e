/// Looks for keys that are aliases, lists or mappings in a text with many aliases.
///
/// Yams compares the keys of a mapping before anything else is known of them, and what an alias of an alias of an alias
/// stands for can be too large to be compared. A task's file has no such keys at all.
enum AliasKeys {
  /// Up to so many aliases, no key is too large.
  private static let few = 20

  /// The first line where such a key may be, from 1; nil where there is none, or there are few aliases.
  static func line(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    var aliases = 0
    var line = 1
    var keyLine: Int?
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
      let alias = aliasEnd(bytes, index)
      if alias != nil { aliases += 1 }
      guard keyLine == nil else { continue }
      let isEnd = bytes[index] == UInt8(ascii: "]") || bytes[index] == UInt8(ascii: "}")
      if let end = alias ?? (isEnd ? index + 1 : nil), isColon(bytes, after: end) { keyLine = line }
      if bytes[index] == UInt8(ascii: "?"), isTokenStart(bytes, index), isSpace(bytes, index + 1) { keyLine = line }
    }
    return aliases > few ? keyLine : nil
  }

  /// The end of an alias that begins here.
  private static func aliasEnd(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard bytes[index] == UInt8(ascii: "*"), isTokenStart(bytes, index) else { return nil }
    let end = bytes[(index + 1)...].firstIndex { !isName($0) } ?? bytes.count
    guard end > index + 1, end == bytes.count || isSpace(bytes, end) || "?:,]}%@`".utf8.contains(bytes[end]) else {
      return nil
    }
    return end
  }

  private static func isTokenStart(_ bytes: [UInt8], _ index: Int) -> Bool {
    index == 0 || isSpace(bytes, index - 1) || "[{,".utf8.contains(bytes[index - 1])
  }

  private static func isColon(_ bytes: [UInt8], after end: Int) -> Bool {
    let next = bytes[end...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    return next == UInt8(ascii: ":")
  }

  private static func isSpace(_ bytes: [UInt8], _ index: Int) -> Bool {
    index >= bytes.count || [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index])
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
