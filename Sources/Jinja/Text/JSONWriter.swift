internal import OrderedCollections

/// JSON as Jinja's `tojson` writes it: Python's `json.dumps(…, sort_keys=True)`.
enum JSONWriter {
  /// A value as JSON, in one line or with an indentation.
  ///
  /// - Throws: `PythonError` for what JSON has no form of.
  static func json(_ value: Value, indent: Int?, depth: Int = 0) throws(PythonError) -> String {
    switch value {
    case .none: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .double(let number): return PythonJSON.number(number)
    case .string(let text), .markup(let text): return PythonJSON.quoted(text, asciiOnly: true)
    case .list(let items), .tuple(let items):
      var parts: [String] = []
      for item in items { parts.append(try json(item, indent: indent, depth: depth + 1)) }
      return brackets("[", parts, "]", indent, depth)
    case .dictionary(let mapping):
      var parts: [(key: String, json: String)] = []
      for (key, value) in mapping { parts.append((try name(key), try json(value, indent: indent, depth: depth + 1))) }
      parts.sort { PythonText.compare($0.key, $1.key) < 0 }
      return brackets(
        "{", parts.map { "\(PythonJSON.quoted($0.key, asciiOnly: true)): \($0.json)" }, "}", indent, depth)
    default: throw .wrongInput("tojson", value, "lists, dictionaries, texts, numbers, booleans and none")
    }
  }

  private static func name(_ key: Key) throws(PythonError) -> String {
    guard let text = key.value.text else {
      throw .unsupported("JSON of a dictionary with keys that are not texts", instead: "Use texts as keys.")
    }
    return text
  }

  private static func brackets(_ open: String, _ parts: [String], _ close: String, _ indent: Int?, _ depth: Int)
    -> String
  {
    guard let indent, !parts.isEmpty else { return open + parts.joined(separator: ", ") + close }
    let margin = "\n" + String(repeating: " ", count: indent * (depth + 1))
    return open + margin + parts.joined(separator: "," + margin) + margin.dropLast(indent) + close
  }
}
