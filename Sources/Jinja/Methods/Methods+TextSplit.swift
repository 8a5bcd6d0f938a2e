internal import PythonValues

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
