/// Python's `repr()` of texts.
public enum PythonRepr {
  /// The text as a literal: in single quotes unless it has those and no double ones, what cannot be printed as an escape.
  ///
  /// What can be printed follows the Unicode version of Swift's standard library, which is newer than Python 3.11's.
  public static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.utf8.contains(0x27) && !text.utf8.contains(0x22) ? "\"" : "'"
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in text.unicodeScalars {
      if scalar == quote || scalar == "\\" {
        result.append("\\")
        result.append(scalar)
      } else if scalar.isASCII ? (scalar >= " " && scalar.value != 0x7f) : isPrintable(scalar) {
        result.append(scalar)
      } else {
        // Appending them together would copy the text each time.
        for scalar in escape(scalar).unicodeScalars { result.append(scalar) }
      }
    }
    result.append(quote)
    return String(result)
  }

  /// The beginning of a text, for messages.
  public static func short(_ text: String) -> String {
    let end = text.unicodeScalars.index(text.startIndex, offsetBy: 100, limitedBy: text.endIndex)
    return end.map { $0 < text.endIndex ? String(text[..<$0]) + "…" : text } ?? text
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
      let digits = String(scalar.value, radix: 16)
      return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }
}
