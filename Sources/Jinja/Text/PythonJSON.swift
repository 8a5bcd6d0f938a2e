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
      append("{", fields, "}", margin, to: &text) { field, margin, text in
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
    var result: [UInt8] = [UInt8(ascii: "\"")]
    result.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      if let letter = shortEscape(of: scalar) {
        result.append(UInt8(ascii: "\\"))
        result.append(letter)
      } else if scalar < " " || (asciiOnly && scalar.value > 0x7e) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { appendEscape(unit, to: &result) }
      } else if scalar.isASCII {
        result.append(UInt8(ascii: scalar))
      } else {
        result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    result.append(UInt8(ascii: "\""))
    return String(decoding: result, as: UTF8.self)
  }

  private static func shortEscape(of scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "\"", "\\": UInt8(ascii: scalar)
    case "\n": UInt8(ascii: "n")
    case "\r": UInt8(ascii: "r")
    case "\t": UInt8(ascii: "t")
    case "\u{8}": UInt8(ascii: "b")
    case "\u{c}": UInt8(ascii: "f")
    default: nil
    }
  }

  private static func appendEscape(_ unit: UInt16, to result: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    result += "\\u".utf8
    result += String(repeating: "0", count: 4 - digits.utf8.count).utf8
    result += digits.utf8
  }
}
