/// A text whose frequent words stand as single characters that the text does not have, which gzip packs a seventh smaller.
///
/// gzip looks back 32 KiB and codes what it finds there by distance; a word that is everywhere costs it two or three bytes each
/// time. As a character of its own it costs little more than one.
struct WordCodes {
  /// Words beyond this many cost more as entries than they save.
  private static let mostWords = 12_000
  /// How often a word must stand there to be worth an entry.
  private static let fewest = 3

  /// Three lines: the words, separated by `|`; their characters in the same order; the text.
  let text: String

  /// The codes of a text of one line.
  init(_ line: String) {
    let bytes = Array(line.utf8)
    let words = Self.words(of: bytes)
    let signs = Self.signs(count: words.count, besides: line)
    let codes = Dictionary(uniqueKeysWithValues: zip(words, signs.lazy.map { Array(String($0).utf8) }))
    var coded: [UInt8] = []
    Self.forEachPiece(of: bytes) { piece, isWord in
      coded += isWord ? codes[String(decoding: piece, as: UTF8.self)].map { $0[...] } ?? piece : piece
    }
    text =
      words.joined(separator: "|") + "\n" + String(String.UnicodeScalarView(signs)) + "\n"
      + String(decoding: coded, as: UTF8.self)
  }

  /// The words worth a code, the most frequent first, since the first codes are the shortest.
  private static func words(of bytes: [UInt8]) -> [String] {
    var counts: [String: Int] = [:]
    forEachPiece(of: bytes) { piece, isWord in
      if isWord { counts[String(decoding: piece, as: UTF8.self), default: 0] += 1 }
    }
    // A code takes two bytes or three, of which gzip makes about one and a half.
    func saved(_ word: (key: String, value: Int)) -> Double { Double(word.value) * (Double(word.key.utf8.count) - 1.5) }
    let worth = counts.filter { $0.value >= fewest }.sorted { (saved($0), $1.key) > (saved($1), $0.key) }
    return worth.prefix(mostWords).sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
  }

  /// Characters that a text does not have: of two bytes in UTF-8 first, then of three.
  private static func signs(count: Int, besides text: String) -> [Unicode.Scalar] {
    let used = Set(text.unicodeScalars.lazy.filter { !$0.isASCII })
    return Array((0x80...0xD7FF).lazy.compactMap { Unicode.Scalar($0) }.filter { !used.contains($0) }.prefix(count))
  }

  /// Cuts a text into words, each with one space before it if there is one, and what is between them.
  private static func forEachPiece(of bytes: [UInt8], _ body: (_ piece: ArraySlice<UInt8>, _ isWord: Bool) -> Void) {
    var at = 0
    while at < bytes.count {
      let first = bytes[at] == UInt8(ascii: " ") ? at + 1 : at
      var end = first
      while end < bytes.count, isLetter(bytes[end]) { end += 1 }
      let isWord = end - first > 1
      if !isWord { end = max(end, at + 1) }
      body(bytes[at..<end], isWord)
      at = end
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
