internal import PythonValues

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
