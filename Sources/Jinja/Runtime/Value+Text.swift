internal import OrderedCollections
internal import PythonValues

extension Value {
  /// The text of a text; nil for everything else.
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// Python's `str()`.
  func str(_ budget: Budget) throws(PythonError) -> String {
    switch self {
    case .string(let text), .markup(let text): text
    case .undefined(.noElse): ""
    default: try repr(budget)
    }
  }

  /// Python's `repr()`.
  ///
  /// - Throws: `PythonError` for what is not there, and for what Python shows with an address of memory.
  func repr(_ budget: Budget) throws(PythonError) -> String {
    var text = ""
    try appendRepr(to: &text, budget)
    return text
  }

  private func appendRepr(to result: inout String, _ budget: Budget) throws(PythonError) {
    let before = result.utf8.count
    switch self {
    case .list(let items): return try Self.append("[", items, "]", to: &result, budget)
    case .tuple(let items): return try Self.append("(", items, items.count == 1 ? ",)" : ")", to: &result, budget)
    case .dictionary(let mapping): return try Self.append(mapping, to: &result, budget)
    case .view(let view): return try Self.append("\(view.type)([", view.items, "])", to: &result, budget)
    case .namespace(let namespace):
      result += "<Namespace "
      try Self.append(namespace.fields, to: &result, budget)
      result += ">"
    default: result += try plainRepr()
    }
    try budget.allow(result.utf8.count)
    try budget.keep(result.utf8.count - before)
  }

  private func plainRepr() throws(PythonError) -> String {
    switch self {
    case .undefined(.noElse): return "Undefined"
    case .undefined(let undefined): throw undefined.error
    case .none: return "None"
    case .bool(let flag): return flag ? "True" : "False"
    case .int(let number): return String(number)
    case .double(let number): return PythonFloat.repr(number)
    case .string(let text): return PythonRepr.quoted(text)
    case .markup(let text): return "Markup(\(PythonRepr.quoted(text)))"
    case .range(let range): return "range(\(range.start), \(range.stop)\(range.step == 1 ? "" : ", \(range.step)"))"
    case .generator(let generator):
      throw PythonError("what \"\(generator.source)\" gives cannot be written", remedy: "Add |list or |join behind it.")
    case .function(.method(let name, let owner)):
      throw PythonError(
        "\"\(name)\" is a method of \(owner.type)", remedy: "Call it: .\(name)(), or write ['\(name)'].")
    case .list, .tuple, .dictionary, .view, .namespace, .loop, .function:
      throw PythonError("a \(type) cannot be written", remedy: "Write what it gives.")
    }
  }

  private static func append(
    _ open: String, _ items: [Value], _ close: String, to result: inout String, _ budget: Budget
  ) throws(PythonError) {
    result += open
    for (index, item) in items.enumerated() {
      if index > 0 { result += ", " }
      try item.appendRepr(to: &result, budget)
    }
    result += close
  }

  private static func append(_ mapping: Mapping, to result: inout String, _ budget: Budget) throws(PythonError) {
    result += "{"
    for (index, (key, value)) in mapping.enumerated() {
      if index > 0 { result += ", " }
      try key.value.appendRepr(to: &result, budget)
      result += ": "
      try value.appendRepr(to: &result, budget)
    }
    result += "}"
  }

  /// The beginning of `repr()`, for messages.
  func shortRepr() -> String {
    let budget = Budget(Budget.Limits(work: 100_000, memory: 100_000, largest: 100_000))
    guard let text = try? repr(budget) else { return "a value of type \(type)" }
    return PythonRepr.short(text)
  }

  /// `str()` for filters and methods that go on with the text.
  ///
  /// - Throws: `PythonError` for safe HTML, whose methods escape their arguments in Python.
  func plainText(_ budget: Budget) throws(PythonError) -> String {
    if case .markup = self {
      throw .unsupported("further work on safe HTML", instead: "Escape at last.")
    }
    return try str(budget)
  }

  /// A text in lower case, unless case matters; everything else as it is.
  func folded(unless isCaseSensitive: Bool) -> Value {
    guard !isCaseSensitive, let text else { return self }
    return .string(PythonText.lower(text))
  }
}
