internal import Jinja
internal import OrderedCollections

/// JSON as Python's `json.dumps(…, indent=2, ensure_ascii=False)` writes it.
enum IndentedJSON {
  /// A value as JSON; numbers that are not finite are `NaN` and `Infinity`, as in Python.
  static func text(_ value: PythonValue) -> String {
    var text = ""
    append(value, margin: "\n", to: &text)
    return text
  }

  private static func append(_ value: PythonValue, margin: String, to text: inout String) {
    switch value {
    case .none: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .double(let number) where number.isFinite: text += value.repr
    case .double(let number): text += number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
    case .string(let string): text += PythonJSON.quoted(string)
    case .list(let items) where items.isEmpty: text += "[]"
    case .list(let items):
      for (index, item) in items.enumerated() {
        text += (index == 0 ? "[" : ",") + margin + "  "
        append(item, margin: margin + "  ", to: &text)
      }
      text += margin + "]"
    case .dictionary(let pairs) where pairs.isEmpty: text += "{}"
    case .dictionary(let pairs):
      for (index, pair) in pairs.enumerated() {
        text += (index == 0 ? "{" : ",") + margin + "  " + PythonJSON.quoted(pair.key) + ": "
        append(pair.value, margin: margin + "  ", to: &text)
      }
      text += margin + "}"
    }
  }
}
