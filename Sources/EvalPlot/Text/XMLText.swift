/// Text as XML and HTML read it back.
enum XMLText {
  /// Text with markup escaped; `�` takes the place of characters that XML cannot have.
  ///
  /// Blanks are kept in attributes too.
  static func escaped(_ text: String, isAttribute: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t" where !isAttribute, "\n" where !isAttribute: result.unicodeScalars.append(scalar)
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A name that can be an `id`: letters, digits, `-` and `_`, beginning with a letter.
  static func identifier(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
      default: "-"
      }
    }
    guard let first = kept.first, first.isLetter else { return "plot-" + String(kept) }
    return String(kept)
  }
}
