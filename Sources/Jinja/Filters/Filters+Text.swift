internal import OrderedCollections
internal import PythonValues

extension Filters {
  /// Filters of texts; other values are turned into text first.
  static let text: [Filter] = [
    Filter("string") { value, arguments throws(PythonError) in .string(try value.plainText(arguments.budget)) },
    Filter("upper", body: changing(PythonText.upper)),
    Filter("lower", body: changing(PythonText.lower)),
    Filter("capitalize", body: changing(PythonText.capitalize)),
    Filter("title", body: changing(title)),
    Filter("trim", Signature("[chars]")) { value, arguments throws(PythonError) in
      let text = try value.plainText(arguments.budget)
      guard let characters = try arguments.optionalText(0) else { return .string(PythonText.strip(text)) }
      return .string(PythonText.strip(text, .both, of: characters))
    },
    Filter("replace", Signature("old new [count]")) { value, arguments throws(PythonError) in
      let count = arguments.has(2) ? try arguments.int(2) : -1
      let (old, new) = (try arguments[0].plainText(arguments.budget), try arguments[1].plainText(arguments.budget))
      let text = try value.plainText(arguments.budget)
      return .string(try Methods.replaced(text, old, new, count, arguments.budget))
    },
    Filter("regex_replace", Signature("pattern repl [count]")) { value, arguments throws(PythonError) in
      guard let text = value.text else { throw .wrongInput("regex_replace", value, "a text") }
      let pattern = try PythonRegex(try arguments.text(0), arguments.budget)
      let (replacement, count) = (try arguments.text(1), try arguments.int(2, default: 0))
      return .string(try pattern.replace(text, with: replacement, count: count, arguments.budget))
    },
    Filter("format", .open) { value, arguments throws(PythonError) in
      guard arguments.all.named.isEmpty else {
        guard arguments.all.positional.isEmpty else {
          throw PythonError("the filter \"format\" gets arguments with and without names", remedy: "Use one kind.")
        }
        return .string(
          try PercentFormat.fill(
            try value.plainText(arguments.budget), .dictionary(arguments.all.mapping), arguments.budget))
      }
      return .string(
        try PercentFormat.fill(
          try value.plainText(arguments.budget), .tuple(arguments.all.positional), arguments.budget))
    },
    Filter("indent", Signature("[width] [first] [blank]")) { value, arguments throws(PythonError) in
      guard let text = value.text else { throw .wrongInput("indent", value, "a text") }
      let (first, blank) = (try arguments.flag(1), try arguments.flag(2))
      var space = arguments.values[0]?.text ?? ""
      if arguments.values[0]?.text == nil {
        let width = max(0, try arguments.int(0, default: 4))
        try arguments.budget.allow(width)
        space = String(repeating: " ", count: width)
      }
      return .string(try indent(text, by: space, first: first, blank: blank, arguments.budget))
    },
  ]

  private static func changing(_ change: @escaping @Sendable (String) -> String) -> Filter.Body {
    { value, arguments throws(PythonError) in
      let text = try value.plainText(arguments.budget)
      // A code point takes longer here than a byte does elsewhere.
      try arguments.budget.spend(text.utf8.count / 2)
      return .string(change(text))
    }
  }

  /// A word begins behind space and behind `- ( { [ <`.
  @Sendable private static func title(_ text: String) -> String {
    var word = ""
    var result = ""
    func flush() {
      if let first = word.unicodeScalars.first {
        result += first.properties.uppercaseMapping + PythonText.lower(String(word.unicodeScalars.dropFirst()))
      }
      word = ""
    }
    for scalar in text.unicodeScalars {
      if PythonText.isWhitespace(scalar) || "-({[<".unicodeScalars.contains(scalar) {
        flush()
        result.unicodeScalars.append(scalar)
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    flush()
    return result
  }

  private static func indent(
    _ text: String, by space: String, first: Bool, blank: Bool, _ budget: Budget
  ) throws(PythonError) -> String {
    try budget.allow(Budget.item, times: PythonText.lineEnds(text) + 1)
    let lines = PythonText.lines(text + "\n")
    try budget.allow(space.utf8.count, times: lines.count)
    let rest = lines.dropFirst().map { "\n" + (blank || !$0.isEmpty ? space + $0 : $0) }
    return (first ? space : "") + (lines.first ?? "") + rest.joined()
  }
}

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
