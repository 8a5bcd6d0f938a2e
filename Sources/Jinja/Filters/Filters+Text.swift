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
