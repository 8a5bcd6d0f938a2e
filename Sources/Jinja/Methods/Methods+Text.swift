internal import PythonValues

extension Methods {
  /// Python's methods of `str`.
  static let textMethods: [Method<String>] =
    stripping + cases + searching + splitting + padding
    + PythonText.CharacterClass.allCases.map { characters in
      Method(characters.rawValue) { text, _ throws(PythonError) in .bool(PythonText.isOf(characters, text)) }
    }

  private static let stripping: [Method<String>] =
    [("strip", PythonText.Ends.both), ("lstrip", .leading), ("rstrip", .trailing)].map { name, ends in
      Method(name, .positional("[chars]")) { text, arguments throws(PythonError) in
        guard let characters = try arguments.optionalText(0) else { return .string(PythonText.strip(text, ends)) }
        return .string(PythonText.strip(text, ends, of: characters))
      }
    } + [
      Method("removeprefix", .positional("prefix")) { text, arguments throws(PythonError) in
        let prefix = try arguments.text(0)
        guard PythonText.hasPrefix(text, prefix) else { return .string(text) }
        return .string(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
      },
      Method("removesuffix", .positional("suffix")) { text, arguments throws(PythonError) in
        let suffix = try arguments.text(0)
        guard PythonText.hasSuffix(text, suffix) else { return .string(text) }
        return .string(String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self))
      },
    ]

  private static let cases: [Method<String>] =
    [
      ("upper", PythonText.upper), ("lower", PythonText.lower), ("capitalize", PythonText.capitalize),
      ("title", PythonText.title), ("swapcase", PythonText.swapCase),
    ].map { (name, change: @escaping @Sendable (String) -> String) in
      Method(name) { text, arguments throws(PythonError) in
        // A code point takes longer here than a byte does elsewhere.
        try arguments.budget.spend(text.utf8.count / 2)
        return .string(change(text))
      }
    } + [
      Method("isupper") { text, _ throws(PythonError) in .bool(PythonText.isUpper(text)) },
      Method("islower") { text, _ throws(PythonError) in .bool(PythonText.isLower(text)) },
    ]

  private static let padding: [Method<String>] = [
    Method("zfill", .positional("width")) { text, arguments throws(PythonError) in
      guard let missing = try missing(text, arguments) else { return .string(text) }
      let sign = text.unicodeScalars.first.map { "+-".unicodeScalars.contains($0) ? String($0) : "" } ?? ""
      return .string(
        sign + String(repeating: "0", count: missing) + String(text.unicodeScalars.dropFirst(sign.isEmpty ? 0 : 1)))
    },
    Method("ljust", .positional("width [fillchar]")) { text, arguments throws(PythonError) in
      try padded(text, arguments) { _ in 0 }
    },
    Method("rjust", .positional("width [fillchar]")) { text, arguments throws(PythonError) in
      try padded(text, arguments) { $0.missing }
    },
    Method("center", .positional("width [fillchar]")) { text, arguments throws(PythonError) in
      try padded(text, arguments) { $0.missing / 2 + ($0.missing & $0.width & 1) }
    },
  ]

  /// How many characters a text lacks to the width; nil for none.
  private static func missing(_ text: String, _ arguments: BoundArguments) throws(PythonError) -> Int? {
    let (width, length) = (try arguments.int(0), text.unicodeScalars.count)
    guard width > length else { return nil }
    try arguments.budget.allow(width)
    return width - length
  }

  private static func padded(
    _ text: String, _ arguments: BoundArguments, left: ((missing: Int, width: Int)) -> Int
  ) throws(PythonError) -> Value {
    let fill = try arguments.optionalText(1) ?? " "
    guard fill.unicodeScalars.count == 1 else { throw arguments.wrong(1, "one character") }
    guard let missing = try missing(text, arguments) else { return .string(text) }
    try arguments.budget.allow(fill.utf8.count, times: missing)
    let before = left((missing, try arguments.int(0)))
    return .string(String(repeating: fill, count: before) + text + String(repeating: fill, count: missing - before))
  }
}
