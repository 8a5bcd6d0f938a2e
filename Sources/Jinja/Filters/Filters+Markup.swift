internal import OrderedCollections
internal import PythonValues

extension Filters {
  /// Filters that give safe HTML, which can then only be written.
  static let markup: [Filter] = [
    Filter("safe") { value, arguments throws(PythonError) in .markup(try value.str(arguments.budget)) },
    Filter("escape", body: escape),
    Filter("e", body: escape),
    Filter("tojson", Signature("[indent]")) { value, arguments throws(PythonError) in
      let indent = arguments.has(0) ? max(0, try arguments.int(0)) : nil
      let text = try json(value, indent: indent, arguments.budget)
      let escapes = [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")]
      return .markup(try escaped(text, escapes, arguments.budget))
    },
  ]

  private static let escape: Filter.Body = { value, arguments throws(PythonError) in
    if case .markup = value { return value }
    let escapes = [("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ("'", "&#39;"), ("\"", "&#34;")]
    return .markup(try escaped(try value.str(arguments.budget), escapes, arguments.budget))
  }

  private static func escaped(
    _ text: String, _ escapes: [(String, String)], _ budget: Budget
  ) throws(PythonError) -> String {
    // Every byte may become an escape of at most six.
    try budget.allow(text.utf8.count, times: 6)
    return escapes.reduce(text) { PythonText.replace($0, $1.0, with: $1.1) }
  }

  /// `json.dumps(…, sort_keys=True)`.
  private static func json(_ value: Value, indent: Int?, _ budget: Budget) throws(PythonError) -> String {
    try budget.allow(indent ?? 0)
    var text = ""
    let writer = PythonJSON(indent: indent, sortsKeys: true, asciiOnly: true)
    try writer.write(try value.asData(budget)) { piece, times throws(PythonError) in
      try budget.allow(piece.utf8.count, times: times)
      try budget.keep(piece.utf8.count * times)
      try budget.allow(text.utf8.count + piece.utf8.count * times)
      text += String(repeating: piece, count: times)
    }
    return text
  }
}

extension Value {
  /// The value as JSON can have it; tuples are lists.
  ///
  /// - Throws: `PythonError` for what JSON has no form of.
  fileprivate func asData(_ budget: Budget) throws(PythonError) -> PythonValue {
    switch self {
    case .none: return .none
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .double(let number): return .double(number)
    case .string(let text), .markup(let text): return .string(text)
    case .list(let items), .tuple(let items):
      try budget.keep(weight)
      var list: [PythonValue] = []
      for item in items { list.append(try item.asData(budget)) }
      return .list(list)
    case .dictionary(let mapping):
      try budget.keep(weight)
      var fields: PythonValue.Dictionary = [:]
      for (key, value) in mapping {
        guard let name = key.value.text else {
          throw .unsupported("JSON of a dictionary with keys that are not texts", instead: "Use texts as keys.")
        }
        fields[name] = try value.asData(budget)
      }
      return .dictionary(fields)
    default: throw .wrongInput("tojson", self, "lists, dictionaries, texts, numbers, booleans and none")
    }
  }
}
