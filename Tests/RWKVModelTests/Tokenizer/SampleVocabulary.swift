/// A made-up vocabulary: the 256 single bytes as ids 1 to 256, then some longer tokens with a gap between ids.
enum SampleVocabulary {
  static let longer = ["ab", "abc", "abcde", "the ", " the", "\u{e9}", "\u{65e5}\u{672c}", "\r\n", "'\"\\"]

  /// Lines of the single bytes.
  static let singleBytes: [String] = (0..<256).map { byte in
    let hex = (byte < 16 ? "0" : "") + String(byte, radix: 16)
    return byte < 128 ? "\(byte + 1) '\\x\(hex)' 1" : "\(byte + 1) b'\\x\(hex)' 1"
  }

  /// Lines of the whole vocabulary.
  static let lines: [String] =
    singleBytes
    + longer.enumerated().map { index, text in
      let escaped = text.unicodeScalars.map { scalar in
        scalar == "'" || scalar == "\\"
          ? "\\\(scalar)" : scalar == "\r" ? "\\r" : scalar == "\n" ? "\\n" : String(scalar)
      }
      return "\(300 + 2 * index) '\(escaped.joined())' \(text.utf8.count)"
    }

  /// A file of lines.
  static func bytes(_ lines: [String], lineEnd: String = "\n") -> [UInt8] {
    Array((lines.joined(separator: lineEnd) + lineEnd).utf8)
  }
}
