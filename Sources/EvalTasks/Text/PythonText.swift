/// Text operations exactly as Python's `str` has them: on code points, never on Swift's `Character`, of which `"\r\n"`
/// is one.
enum PythonText {
  /// The ends of a text from which `strip` takes whitespace.
  struct Ends: OptionSet {
    let rawValue: Int
    static let leading = Ends(rawValue: 1)
    static let trailing = Ends(rawValue: 2)
    static let both: Ends = [.leading, .trailing]
  }

  /// `str.strip()`, `str.lstrip()`, `str.rstrip()` without an argument.
  static func strip(_ text: String, _ ends: Ends = .both) -> String {
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var end = scalars.endIndex
    if ends.contains(.leading) {
      while start < end, isWhitespace(scalars[start]) { start = scalars.index(after: start) }
    }
    if ends.contains(.trailing) {
      while end > start, isWhitespace(scalars[scalars.index(before: end)]) { end = scalars.index(before: end) }
    }
    return start == scalars.startIndex && end == scalars.endIndex ? text : String(scalars[start..<end])
  }

  /// `str.isspace()` of one code point: bidirectional class WS, B or S, or category Zs.
  static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0d, 0x1c...0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000: true
    default: false
    }
  }

  /// `str.replace(old, new)`: left to right, without overlap; an empty `old` puts `new` around every code point.
  static func replace(_ text: String, _ old: String, with new: String) -> String {
    guard !old.isEmpty else { return interleave(text, with: new) }
    let bytes = Array(text.utf8)
    let pattern = Array(old.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == pattern[0], bytes[index...].starts(with: pattern) {
        result.append(contentsOf: new.utf8)
        index += pattern.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text with every `\r\n` turned into `\n`.
  static func withUnixNewlines(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "\r")) ? replace(text, "\r\n", with: "\n") : text
  }

  private static func interleave(_ text: String, with new: String) -> String {
    text.unicodeScalars.reduce(into: new) { result, scalar in
      result.unicodeScalars.append(scalar)
      result += new
    }
  }
}
