/// Text operations exactly as Python's `str` has them: on code points, never on Swift's `Character`, of which `"\r\n"`
/// is one.
public enum PythonText {
  /// The ends of a text from which `strip` takes something.
  public struct Ends: OptionSet, Sendable {
    /// The ends as bits.
    public let rawValue: Int

    /// Ends from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The beginning.
    public static let leading = Ends(rawValue: 1)
    /// The end.
    public static let trailing = Ends(rawValue: 2)
    /// Beginning and end.
    public static let both: Ends = [.leading, .trailing]
  }

  /// `str.strip()`, `str.lstrip()`, `str.rstrip()` without an argument.
  public static func strip(_ text: String, _ ends: Ends = .both) -> String {
    strip(text, ends, where: isWhitespace)
  }

  /// `str.strip(characters)`, `str.lstrip(characters)`, `str.rstrip(characters)`.
  public static func strip(_ text: String, _ ends: Ends, of characters: String) -> String {
    let characters = Set(characters.unicodeScalars)
    return strip(text, ends, where: characters.contains)
  }

  private static func strip(_ text: String, _ ends: Ends, where goes: (Unicode.Scalar) -> Bool) -> String {
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var end = scalars.endIndex
    if ends.contains(.leading) {
      while start < end, goes(scalars[start]) { start = scalars.index(after: start) }
    }
    if ends.contains(.trailing) {
      while end > start, goes(scalars[scalars.index(before: end)]) { end = scalars.index(before: end) }
    }
    return start == scalars.startIndex && end == scalars.endIndex ? text : String(scalars[start..<end])
  }

  /// `str.isspace()` of one code point: bidirectional class WS, B or S, or category Zs.
  public static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0d, 0x1c...0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000: true
    default: false
    }
  }

  /// `str.replace(old, new, count)`: left to right, without overlap; an empty `old` puts `new` around every code point.
  ///
  /// A negative `count` means all.
  public static func replace(_ text: String, _ old: String, with new: String, count: Int = -1) -> String {
    guard !old.isEmpty else { return interleave(text, with: new, count: count < 0 ? .max : count) }
    let positions = positions(of: old, in: text, limit: count < 0 ? .max : count)
    guard !positions.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + positions.count * (new.utf8.count - old.utf8.count))
    var index = 0
    for position in positions {
      result += bytes[index..<position]
      result += new.utf8
      index = position + old.utf8.count
    }
    result += bytes[index...]
    return String(decoding: result, as: UTF8.self)
  }

  /// The text with every `\r\n` turned into `\n`.
  public static func withUnixNewlines(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "\r")) ? replace(text, "\r\n", with: "\n") : text
  }

  private static func interleave(_ text: String, with new: String, count: Int) -> String {
    var left = count
    var result = ""
    for scalar in text.unicodeScalars {
      if left > 0 { result += new }
      left -= 1
      result.unicodeScalars.append(scalar)
    }
    return left > 0 ? result + new : result
  }
}
