/// How wide text is about, in a sans-serif face whose metrics are not known.
enum TextWidth {
  /// The width of text in pixels, rather too much than too little.
  static func of(_ text: String, size: Double = 12) -> Double {
    text.reduce(0) { $0 + ems($1) } * size
  }

  /// The text, or as much of its beginning as fits, with `…` after it.
  static func fitted(_ text: String, _ width: Double, size: Double = 12) -> String {
    // Widths that were made of parts are taken apart again: a little is lost on the way.
    let width = width + 0.01
    let ellipsis = 0.8 * size
    var used = 0.0
    var kept = ""
    var short = ""
    for character in text {
      used += ems(character) * size
      if used > width { return short + "…" }
      kept.append(character)
      if used <= width - ellipsis { short = kept }
    }
    return kept
  }

  /// The text in lines that fit, broken at spaces; the last of at most `limit` lines takes what is left.
  static func lines(_ text: String, _ width: Double, size: Double = 12, limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if line.isEmpty || lines.count == limit - 1 || of(longer, size: size) <= width {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { fitted($0, width, size: size) }
  }

  private static func ems(_ character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    return switch scalar {
    case "i", "j", "l", "|", "!", ".", ",", ":", ";", "'": 0.3
    case " ", "f", "r", "t", "I", "(", ")", "[", "]", "/", "-": 0.38
    case "m", "w", "M", "W", "%", "@": 0.92
    case "A"..."Z": 0.7
    case "\u{0}"..."\u{10FF}", "\u{2000}"..."\u{206F}": 0.58
    default: 1
    }
  }
}
