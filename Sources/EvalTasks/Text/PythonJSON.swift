/// JSON as Python's `json.dumps(…, ensure_ascii=False)` writes it.
enum PythonJSON {
  /// A JSON string literal, quotes included.
  static func quoted(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    result.append("\"")
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
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
    case "\u{0}"..<" ":
      let digits = String(scalar.value, radix: 16)
      result.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
    default: result.append(scalar)
    }
  }
}
