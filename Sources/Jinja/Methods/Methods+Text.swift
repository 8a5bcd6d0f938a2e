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

extension Methods {
  /// Methods of texts that look for a part.
  static let searching: [Method<String>] = [
    Method("find", range) { text, arguments throws(PythonError) in
      .int(try position(text, arguments, PythonText.find) ?? -1)
    },
    Method("rfind", range) { text, arguments throws(PythonError) in
      .int(try position(text, arguments, PythonText.findLast) ?? -1)
    },
    Method("index", range) { text, arguments throws(PythonError) in
      guard let index = try position(text, arguments, PythonText.find) else { throw try notFound(arguments) }
      return .int(index)
    },
    Method("rindex", range) { text, arguments throws(PythonError) in
      guard let index = try position(text, arguments, PythonText.findLast) else { throw try notFound(arguments) }
      return .int(index)
    },
    Method("count", range) { text, arguments throws(PythonError) in
      guard let window = try window(text, arguments) else { return .int(0) }
      return .int(PythonText.count(window.text, try arguments.text(0)))
    },
    Method("startswith", range) { text, arguments throws(PythonError) in
      try matches(text, arguments, PythonText.hasPrefix)
    },
    Method("endswith", range) { text, arguments throws(PythonError) in
      try matches(text, arguments, PythonText.hasSuffix)
    },
    Method("replace", .positional("old new [count]")) { text, arguments throws(PythonError) in
      let (old, new) = (try arguments.text(0), try arguments.text(1))
      return .string(try replaced(text, old, new, try arguments.int(2, default: -1), arguments.budget))
    },
    Method("format", .open) { text, arguments throws(PythonError) in
      .string(try BraceFormat.fill(text, arguments.all))
    },
  ]

  /// `text.replace(old, new, count)`, refused where the result would be too large.
  static func replaced(
    _ text: String, _ old: String, _ new: String, _ count: Int, _ budget: Budget
  ) throws(PythonError) -> String {
    if new.utf8.count > old.utf8.count {
      let places = PythonText.count(text, old)
      try budget.allow(new.utf8.count, times: count < 0 ? places : min(count, places))
    }
    return PythonText.replace(text, old, with: new, count: count)
  }

  private static let range = Signature.positional("sub [start] [end]")

  /// The part of a text that `start` and `end` choose, and where it begins; nil when `start` is behind the end.
  private static func window(
    _ text: String, _ arguments: BoundArguments
  ) throws(PythonError) -> (text: String, start: Int)? {
    guard arguments.has(1) || arguments.has(2) else { return (text, 0) }
    let length = text.unicodeScalars.count
    func bound(_ index: Int, _ fallback: Int) throws(PythonError) -> Int {
      guard arguments.has(index) else { return fallback }
      let bound = try arguments.int(index)
      return bound < 0 ? max(bound + length, 0) : bound
    }
    let (start, end) = (try bound(1, 0), min(try bound(2, length), length))
    guard start <= end else { return nil }
    return (try PythonSlice(.int(start), .int(end), .none).apply(to: text), start)
  }

  private static func position(
    _ text: String, _ arguments: BoundArguments, _ find: (String, String) -> Int?
  ) throws(PythonError) -> Int? {
    let part = try arguments.text(0)
    guard let window = try window(text, arguments) else { return nil }
    return find(window.text, part).map { $0 + window.start }
  }

  private static func matches(
    _ text: String, _ arguments: BoundArguments, _ holds: (String, String) -> Bool
  ) throws(PythonError) -> Value {
    guard let window = try window(text, arguments) else { return .bool(false) }
    guard case .tuple(let parts) = arguments[0] else { return .bool(holds(window.text, try arguments.text(0))) }
    for part in parts {
      guard let part = part.text else { throw arguments.wrong(0, "texts") }
      if holds(window.text, part) { return .bool(true) }
    }
    return .bool(false)
  }

  private static func notFound(_ arguments: BoundArguments) throws(PythonError) -> PythonError {
    PythonError(
      "the text has no \(PythonRepr.short(PythonRepr.quoted(try arguments.text(0))))",
      remedy: "Use .find(), which gives -1.")
  }
}

extension Methods {
  /// Methods of texts that take apart or put together.
  static let splitting: [Method<String>] = [
    Method("split", Signature("[sep] [maxsplit]")) { text, arguments throws(PythonError) in
      try split(text, arguments, PythonText.split, PythonText.splitWords)
    },
    Method("rsplit", Signature("[sep] [maxsplit]")) { text, arguments throws(PythonError) in
      try split(text, arguments, PythonText.splitFromEnd, PythonText.splitWordsFromEnd)
    },
    Method("splitlines", Signature("[keepends]")) { text, arguments throws(PythonError) in
      try arguments.budget.allow(Budget.item, times: PythonText.lineEnds(text) + 1)
      return .list(PythonText.lines(text, keepEnds: try arguments.flag(0)).map(Value.string))
    },
    Method("partition", .positional("sep")) { text, arguments throws(PythonError) in
      let separator = try nonEmpty(arguments)
      let parts = PythonText.split(text, at: separator, limit: 1)
      return .tuple((parts.count == 2 ? [parts[0], separator, parts[1]] : [text, "", ""]).map(Value.string))
    },
    Method("rpartition", .positional("sep")) { text, arguments throws(PythonError) in
      let separator = try nonEmpty(arguments)
      let parts = PythonText.splitFromEnd(text, at: separator, limit: 1)
      return .tuple((parts.count == 2 ? [parts[0], separator, parts[1]] : ["", "", text]).map(Value.string))
    },
    Method("join", .positional("iterable")) { text, arguments throws(PythonError) in
      var result = ""
      for (index, item) in try arguments[0].items(arguments.budget).enumerated() {
        if case .undefined(let undefined) = item { throw undefined.error }
        guard let part = item.text else {
          throw PythonError(
            "item \(index) of what is joined is of type \(item.type)",
            remedy: "Use the filter |join, which turns items into text.")
        }
        try arguments.budget.allow(result.utf8.count + text.utf8.count + part.utf8.count)
        result += index > 0 ? text + part : part
      }
      return .string(result)
    },
  ]

  private static func split(
    _ text: String, _ arguments: BoundArguments, _ atSeparator: (String, String, Int) -> [String],
    _ atSpace: (String, Int) -> [String]
  ) throws(PythonError) -> Value {
    let limit = try arguments.int(1, default: -1)
    guard arguments.has(0) else {
      let spaces = text.unicodeScalars.count(where: PythonText.isWhitespace)
      try arguments.budget.allow(Budget.item, times: limit < 0 ? spaces : min(spaces, limit))
      if case .undefined(let undefined)? = arguments.values[0] { throw undefined.error }
      return .list(atSpace(text, limit).map(Value.string))
    }
    let separator = try nonEmpty(arguments)
    let places = PythonText.count(text, separator)
    try arguments.budget.allow(Budget.item, times: limit < 0 ? places : min(places, limit))
    return .list(atSeparator(text, separator, limit).map(Value.string))
  }

  private static func nonEmpty(_ arguments: BoundArguments) throws(PythonError) -> String {
    let separator = try arguments.text(0)
    guard !separator.isEmpty else {
      throw PythonError("the separator is empty", remedy: "Give at least one character.")
    }
    return separator
  }
}
