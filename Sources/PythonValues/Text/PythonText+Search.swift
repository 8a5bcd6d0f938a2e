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

extension PythonText {
  /// `text.split(None, limit)`: at runs of whitespace; a negative limit means none.
  public static func splitWords(_ text: String, limit: Int) -> [String] {
    var rest = text.unicodeScalars[...]
    var words: [String] = []
    while true {
      rest = rest.drop(while: isWhitespace)
      guard !rest.isEmpty else { return words }
      guard limit < 0 || words.count < limit else { return words + [String(rest)] }
      let word = rest.prefix { !isWhitespace($0) }
      words.append(String(word))
      rest = rest[word.endIndex...]
    }
  }

  /// `text.rsplit(None, limit)`: as `splitWords`, from the end.
  public static func splitWordsFromEnd(_ text: String, limit: Int) -> [String] {
    func reversed(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.reversed())) }
    return splitWords(reversed(text), limit: limit).reversed().map(reversed)
  }

  /// How many pieces `re.split(r"\s+", text)` gives: runs of whitespace and one, so empty ones at the ends count too.
  public static func pieceCount(_ text: String) -> Int {
    var count = 1
    var wasSpace = false
    for scalar in text.unicodeScalars {
      let isSpace = isWhitespace(scalar)
      if isSpace, !wasSpace { count += 1 }
      wasSpace = isSpace
    }
    return count
  }

  /// `text.split(separator, limit)` for a separator that is not empty; a negative limit means none.
  public static func split(_ text: String, at separator: String, limit: Int) -> [String] {
    pieces(text, between: positions(of: separator, in: text, limit: limit < 0 ? .max : limit), separator)
  }

  /// `text.rsplit(separator, limit)` for a separator that is not empty; a negative limit means none.
  public static func splitFromEnd(_ text: String, at separator: String, limit: Int) -> [String] {
    let found = positionsFromEnd(of: separator, in: text, limit: limit < 0 ? .max : limit)
    return pieces(text, between: found.reversed(), separator)
  }

  /// `text.splitlines(keepEnds)`.
  public static func lines(_ text: String, keepEnds: Bool = false) -> [String] {
    var rest = text.unicodeScalars[...]
    var lines: [String] = []
    while !rest.isEmpty {
      let body = rest.prefix { !isLineEnd($0) }
      var end = rest[body.endIndex...].prefix(1)
      if end.first == "\r" {
        end = rest[body.endIndex...].starts(with: "\r\n".unicodeScalars) ? rest[body.endIndex...].prefix(2) : end
      }
      lines.append(String(keepEnds ? rest[body.startIndex..<end.endIndex] : body))
      rest = rest[end.endIndex...]
    }
    return lines
  }

  /// How many line ends there are, the two of `\r\n` both counted.
  public static func lineEnds(_ text: String) -> Int { text.unicodeScalars.count(where: isLineEnd) }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a...0x0d, 0x1c...0x1e, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func pieces(_ text: String, between offsets: [Int], _ separator: String) -> [String] {
    let bytes = Array(text.utf8)
    let starts = [0] + offsets.map { $0 + separator.utf8.count }
    let ends = offsets + [bytes.count]
    return zip(starts, ends).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
  }
}
