internal import OrderedCollections

extension Filters {
  /// Filters of texts; other values are turned into text first.
  static let text: [Filter] = [
    Filter("string") { value, _ throws(PythonError) in .string(try value.plainText()) },
    Filter("upper") { value, _ throws(PythonError) in .string(PythonText.upper(try value.plainText())) },
    Filter("lower") { value, _ throws(PythonError) in .string(PythonText.lower(try value.plainText())) },
    Filter("capitalize") { value, _ throws(PythonError) in .string(PythonText.capitalize(try value.plainText())) },
    Filter("title") { value, _ throws(PythonError) in .string(title(try value.plainText())) },
    Filter("trim", Signature("[chars]")) { value, arguments throws(PythonError) in
      let text = try value.plainText()
      guard let characters = try arguments.optionalText(0) else { return .string(PythonText.strip(text)) }
      return .string(PythonText.strip(text, .both, of: characters))
    },
    Filter("replace", Signature("old new [count]")) { value, arguments throws(PythonError) in
      let count = arguments.has(2) ? try arguments.int(2) : -1
      let (old, new) = (try arguments[0].plainText(), try arguments[1].plainText())
      return .string(PythonText.replace(try value.plainText(), old, with: new, count: count))
    },
    Filter("regex_replace", Signature("pattern repl [count]")) { value, arguments throws(PythonError) in
      guard let text = value.text else { throw .wrongInput("regex_replace", value, "a text") }
      let pattern = try PythonRegex(try arguments.text(0))
      return .string(try pattern.replace(text, with: try arguments.text(1), count: try arguments.int(2, default: 0)))
    },
    Filter("format", .open) { value, arguments throws(PythonError) in
      guard arguments.all.named.isEmpty else {
        guard arguments.all.positional.isEmpty else {
          throw PythonError("the filter \"format\" gets arguments with and without names", remedy: "Use one kind.")
        }
        return .string(try PercentFormat.fill(try value.plainText(), .dictionary(arguments.all.mapping)))
      }
      return .string(try PercentFormat.fill(try value.plainText(), .tuple(arguments.all.positional)))
    },
    Filter("indent", Signature("[width] [first] [blank]")) { value, arguments throws(PythonError) in
      guard let text = value.text else { throw .wrongInput("indent", value, "a text") }
      let (first, blank) = (try arguments.flag(1), try arguments.flag(2))
      if let space = arguments.values[0]?.text { return .string(indent(text, by: space, first: first, blank: blank)) }
      let space = String(repeating: " ", count: max(0, try arguments.int(0, default: 4)))
      return .string(indent(text, by: space, first: first, blank: blank))
    },
  ]

  /// A word begins behind space and behind `- ( { [ <`.
  private static func title(_ text: String) -> String {
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

  private static func indent(_ text: String, by space: String, first: Bool, blank: Bool) -> String {
    let lines = PythonText.lines(text + "\n")
    let rest = lines.dropFirst().map { "\n" + (blank || !$0.isEmpty ? space + $0 : $0) }
    return (first ? space : "") + (lines.first ?? "") + rest.joined()
  }
}

extension Value {
  /// `str()` for filters and methods that go on with the text.
  ///
  /// - Throws: `PythonError` for safe HTML, whose methods escape their arguments in Python.
  func plainText() throws(PythonError) -> String {
    if case .markup = self {
      throw .unsupported("further work on safe HTML", instead: "Escape at last.")
    }
    return try str()
  }
}

extension Arguments {
  /// The arguments that were given by name.
  var mapping: Value.Mapping {
    named.reduce(into: Value.Mapping()) { $0[Key(text: $1.name)] = $1.value }
  }
}

extension PythonError {
  /// A filter or test of a value of the wrong type.
  static func wrongInput(_ callee: String, _ value: Value, _ expected: String) -> PythonError {
    if case .undefined(let undefined) = value { return undefined.error }
    return PythonError("\"\(callee)\" gets a value of type \(value.type)", remedy: "It takes \(expected).")
  }
}
