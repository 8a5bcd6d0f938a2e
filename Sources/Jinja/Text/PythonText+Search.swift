extension PythonText {
  /// Negative, zero or positive as `left` comes before, is or comes after `right`, by code points.
  static func compare(_ left: String, _ right: String) -> Int {
    var right = right.utf8.makeIterator()
    for byte in left.utf8 {
      guard let other = right.next() else { return 1 }
      if byte != other { return Int(byte) - Int(other) }
    }
    return right.next() == nil ? 0 : -1
  }

  /// `part in text`.
  static func contains(_ text: String, _ part: String) -> Bool { !positions(of: part, in: text, limit: 1).isEmpty }

  /// `text.startswith(prefix)`.
  static func hasPrefix(_ text: String, _ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }

  /// `text.endswith(suffix)`.
  static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
    text.utf8.reversed().starts(with: suffix.utf8.reversed())
  }

  /// `text.find(part)` in code points; nil where Python has -1.
  static func find(_ text: String, _ part: String) -> Int? {
    positions(of: part, in: text, limit: 1).first.map { codePoints(before: $0, in: text) }
  }

  /// `text.rfind(part)` in code points; nil where Python has -1.
  static func findLast(_ text: String, _ part: String) -> Int? {
    let bytes = Array(text.utf8)
    let pattern = Array(part.utf8)
    guard pattern.count <= bytes.count else { return nil }
    let last = (0...bytes.count - pattern.count).last { bytes[$0...].starts(with: pattern) }
    return last.map { codePoints(before: $0, in: text) }
  }

  /// `text.count(part)`.
  static func count(_ text: String, _ part: String) -> Int {
    part.isEmpty ? text.unicodeScalars.count + 1 : positions(of: part, in: text).count
  }

  /// The code point at an index, which counts from the end where negative; nil outside.
  static func item(_ text: String, _ index: Int) -> String? {
    let scalars = text.unicodeScalars
    let start = index < 0 ? scalars.endIndex : scalars.startIndex
    let limit = index < 0 ? scalars.startIndex : scalars.endIndex
    guard let found = scalars.index(start, offsetBy: index, limitedBy: limit), found < scalars.endIndex else {
      return nil
    }
    return String(scalars[found])
  }

  /// Byte offsets of a part, left to right and without overlap; an empty part is found once, at the beginning.
  static func positions(of part: String, in text: String, limit: Int = .max) -> [Int] {
    let bytes = Array(text.utf8)
    let pattern = Array(part.utf8)
    guard let first = pattern.first else { return [0] }
    var found: [Int] = []
    var index = 0
    while index + pattern.count <= bytes.count, found.count < limit {
      if bytes[index] == first, bytes[index...].starts(with: pattern) {
        found.append(index)
        index += pattern.count
      } else {
        index += 1
      }
    }
    return found
  }

  private static func codePoints(before offset: Int, in text: String) -> Int {
    text.utf8.prefix(offset).count { $0 & 0xc0 != 0x80 }
  }
}
