extension PythonText {
  /// Negative, zero or positive as `left` comes before, is or comes after `right`, by code points.
  public static func compare(_ left: String, _ right: String) -> Int {
    var right = right.utf8.makeIterator()
    for byte in left.utf8 {
      guard let other = right.next() else { return 1 }
      if byte != other { return Int(byte) - Int(other) }
    }
    return right.next() == nil ? 0 : -1
  }

  /// `part in text`.
  public static func contains(_ text: String, _ part: String) -> Bool {
    !positions(of: part, in: text, limit: 1).isEmpty
  }

  /// `text.startswith(prefix)`.
  public static func hasPrefix(_ text: String, _ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }

  /// `text.endswith(suffix)`.
  public static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
    text.utf8.reversed().starts(with: suffix.utf8.reversed())
  }

  /// `text.find(part)` in code points; nil where Python has -1.
  public static func find(_ text: String, _ part: String) -> Int? {
    positions(of: part, in: text, limit: 1).first.map { codePoints(before: $0, in: text) }
  }

  /// `text.rfind(part)` in code points; nil where Python has -1.
  public static func findLast(_ text: String, _ part: String) -> Int? {
    if part.isEmpty { return text.unicodeScalars.count }
    return positionsFromEnd(of: part, in: text, limit: 1).first.map { codePoints(before: $0, in: text) }
  }

  /// `text.count(part)`.
  public static func count(_ text: String, _ part: String) -> Int {
    part.isEmpty ? text.unicodeScalars.count + 1 : positions(of: part, in: text).count
  }

  /// The code point at an index, which counts from the end where negative; nil outside.
  public static func item(_ text: String, _ index: Int) -> String? {
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
    guard !part.isEmpty else { return [0] }
    var search = ByteSearch(part.utf8)
    var found: [Int] = []
    guard limit > 0 else { return [] }
    for (index, byte) in text.utf8.enumerated() where search.isFound(endingWith: byte) {
      found.append(index + 1 - part.utf8.count)
      if found.count == limit { break }
    }
    return found
  }

  /// Byte offsets of a part that is not empty, right to left and without overlap.
  static func positionsFromEnd(of part: String, in text: String, limit: Int) -> [Int] {
    var search = ByteSearch(part.utf8.reversed())
    var found: [Int] = []
    var index = text.utf8.count
    guard limit > 0 else { return [] }
    for byte in text.utf8.reversed() {
      index -= 1
      guard search.isFound(endingWith: byte) else { continue }
      found.append(index)
      if found.count == limit { break }
    }
    return found
  }

  private static func codePoints(before offset: Int, in text: String) -> Int {
    text.utf8.prefix(offset).count { $0 & 0xc0 != 0x80 }
  }
}
