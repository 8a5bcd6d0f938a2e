internal import OrderedCollections

/// JSON as Python's `json.dumps` writes it; numbers that are not finite are `NaN` and `Infinity`, which is no JSON.
public enum PythonJSON {
  /// A value in one line: `json.dumps(…, ensure_ascii=False)`.
  public static func line(_ value: PythonValue) -> String {
    var text = ""
    append(value, margin: nil, to: &text)
    return text
  }

  /// A value on many lines: `json.dumps(…, indent=2, ensure_ascii=False)`; no line feed at the end.
  public static func page(_ value: PythonValue) -> String {
    var text = ""
    append(value, margin: "\n", to: &text)
    return text
  }

  /// - Parameter margin: what every line begins with, its line feed included; nil for one line.
  private static func append(_ value: PythonValue, margin: String?, to text: inout String) {
    switch value {
    case .none: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .double(let number): text += self.number(number)
    case .string(let string): text += quoted(string)
    case .list(let items): append("[", items, "]", margin, to: &text) { append($0, margin: $1, to: &$2) }
    case .dictionary(let fields):
      append("{", fields.elements, "}", margin, to: &text) { field, margin, text in
        text += quoted(field.key) + ": "
        append(field.value, margin: margin, to: &text)
      }
    }
  }

  private static func append<Items: Collection>(
    _ open: String, _ items: Items, _ close: String, _ margin: String?, to text: inout String,
    item: (Items.Element, String?, inout String) -> Void
  ) {
    let inner = margin.map { $0 + "  " }
    text += open
    for (index, element) in items.enumerated() {
      text += (index == 0 ? "" : margin == nil ? ", " : ",") + (inner ?? "")
      item(element, inner, &text)
    }
    text += (items.isEmpty ? "" : margin ?? "") + close
  }

  /// A float.
  static func number(_ number: Double) -> String {
    guard !number.isFinite else { return PythonFloat.repr(number) }
    return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
  }

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
