/// JSON texts as Python's `json.dumps` writes them.
public enum PythonJSON {
  /// A JSON string literal, quotes included.
  ///
  /// - Parameter asciiOnly: whether everything outside of ASCII is escaped, as with `ensure_ascii=True`.
  public static func quoted(_ text: String, asciiOnly: Bool = false) -> String {
    var result = String.UnicodeScalarView()
    result.append("\"")
    for scalar in text.unicodeScalars {
      if asciiOnly, scalar.value > 0x7e {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { appendEscape(unit, to: &result) }
      } else {
        append(scalar, to: &result)
      }
    }
    result.append("\"")
    return String(result)
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar {
    case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
    case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    case "\u{8}": result.append(contentsOf: "\\b".unicodeScalars)
    case "\u{c}": result.append(contentsOf: "\\f".unicodeScalars)
    case "\u{0}"..<" ": appendEscape(UInt16(scalar.value), to: &result)
    default: result.append(scalar)
    }
  }

  private static func appendEscape(_ unit: UInt16, to result: inout String.UnicodeScalarView) {
    let digits = String(unit, radix: 16)
    result.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
  }
}
