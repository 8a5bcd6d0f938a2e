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
