internal import OrderedCollections

/// JSON as Jinja's `tojson` writes it: Python's `json.dumps(…, sort_keys=True)`.
struct JSONWriter {
  private let indent: Int?
  private let budget: Budget
  private var text = ""

  /// A value as JSON, in one line or with an indentation that is not negative.
  ///
  /// - Throws: `PythonError` for what JSON has no form of.
  static func json(_ value: Value, indent: Int?, _ budget: Budget) throws(PythonError) -> String {
    var writer = JSONWriter(indent: indent, budget: budget)
    try writer.write(value, depth: 0)
    return writer.text
  }

  private init(indent: Int?, budget: Budget) {
    self.indent = indent
    self.budget = budget
  }

  private mutating func write(_ value: Value, depth: Int) throws(PythonError) {
    switch value {
    case .none: try append("null")
    case .bool(let flag): try append(flag ? "true" : "false")
    case .int(let number): try append(String(number))
    case .double(let number): try append(PythonJSON.number(number))
    case .string(let text), .markup(let text): try append(PythonJSON.quoted(text, asciiOnly: true))
    case .list(let items), .tuple(let items):
      try append("[")
      for (index, item) in items.enumerated() {
        try beginItem(index, depth)
        try write(item, depth: depth + 1)
      }
      try end("]", isEmpty: items.isEmpty, depth)
    case .dictionary(let mapping): try write(mapping, depth)
    default: throw .wrongInput("tojson", value, "lists, dictionaries, texts, numbers, booleans and none")
    }
  }

  private mutating func write(_ mapping: Value.Mapping, _ depth: Int) throws(PythonError) {
    var fields: [(name: String, value: Value)] = []
    for (key, value) in mapping { fields.append((try Self.name(key), value)) }
    fields.sort { PythonText.compare($0.name, $1.name) < 0 }
    try append("{")
    for (index, field) in fields.enumerated() {
      try beginItem(index, depth)
      try append(PythonJSON.quoted(field.name, asciiOnly: true) + ": ")
      try write(field.value, depth: depth + 1)
    }
    try end("}", isEmpty: fields.isEmpty, depth)
  }

  private static func name(_ key: Key) throws(PythonError) -> String {
    guard let text = key.value.text else {
      throw .unsupported("JSON of a dictionary with keys that are not texts", instead: "Use texts as keys.")
    }
    return text
  }

  private mutating func beginItem(_ index: Int, _ depth: Int) throws(PythonError) {
    if index > 0 { try append(indent == nil ? ", " : ",") }
    try startLine(depth + 1)
  }

  private mutating func end(_ bracket: String, isEmpty: Bool, _ depth: Int) throws(PythonError) {
    if !isEmpty { try startLine(depth) }
    try append(bracket)
  }

  private mutating func startLine(_ depth: Int) throws(PythonError) {
    guard let indent else { return }
    try budget.allow(indent, times: depth)
    try append("\n" + String(repeating: " ", count: indent * depth))
  }

  private mutating func append(_ part: String) throws(PythonError) {
    try budget.keep(part.utf8.count)
    try budget.allow(text.utf8.count + part.utf8.count)
    text += part
  }
}
