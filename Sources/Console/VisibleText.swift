/// Text as a terminal may show it without harm.
public enum VisibleText {
  /// The text in one line: as `lines(_:)` writes it, line feeds and carriage returns as `\n` and `\r`.
  public static func escaped(_ text: String) -> String { escaped(text, keeping: "\t") }

  /// The text with everything that would make a terminal do more than show it written as Swift escapes.
  ///
  /// That is control characters, and marks that turn the direction of text around. Tabs and line feeds stay.
  public static func lines(_ text: String) -> String { escaped(text, keeping: "\t\n") }

  /// As `lines(_:)`, but the sequences stay that set a colour or a weight and do nothing else.
  public static func coloured(_ text: String) -> String {
    guard text.unicodeScalars.contains("\u{1B}") else { return lines(text) }
    let parts = text.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    return lines(String(parts[0]))
      + parts.dropFirst().map { part in
        let isColour = part.prefixMatch(of: /\[[0-9;]*m/) != nil
        return (isColour ? "\u{1B}" : "\\u{1b}") + lines(String(part))
      }.joined()
  }

  private static func escaped(_ text: String, keeping kept: String) -> String {
    // Nearly all text is as it should be.
    guard text.unicodeScalars.contains(where: isActive) else { return text }
    let kept = Array(kept.unicodeScalars)
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case _ where !isActive(scalar) || kept.contains(scalar): result.unicodeScalars.append(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
  }

  /// C0, DEL and C1; embeddings, overrides and isolates of bidirectional text; separators of lines and paragraphs.
  private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}
