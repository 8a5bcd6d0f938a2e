internal import OrderedCollections

extension Value {
  /// The text of a text; nil for everything else.
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// Python's `str()`.
  func str() throws(PythonError) -> String {
    switch self {
    case .string(let text), .markup(let text): text
    case .undefined(.noElse): ""
    default: try repr()
    }
  }

  /// Python's `repr()`.
  ///
  /// - Throws: `PythonError` for what is not there, and for what Python shows with an address of memory.
  func repr() throws(PythonError) -> String {
    switch self {
    case .undefined(.noElse): "Undefined"
    case .undefined(let undefined): throw undefined.error
    case .none: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .int(let number): String(number)
    case .double(let number): PythonFloat.repr(number)
    case .string(let text): PythonRepr.quoted(text)
    case .markup(let text): "Markup(\(PythonRepr.quoted(text)))"
    case .list(let items): "[\(try Self.joined(items))]"
    case .tuple(let items): "(\(try Self.joined(items))\(items.count == 1 ? "," : ""))"
    case .dictionary(let mapping): try Self.repr(mapping)
    case .view(let view): "\(view.type)([\(try Self.joined(view.items))])"
    case .range(let range): "range(\(range.start), \(range.stop)\(range.step == 1 ? "" : ", \(range.step)"))"
    case .namespace(let namespace): "<Namespace \(try Self.repr(namespace.fields))>"
    case .generator(let generator):
      throw PythonError("what \"\(generator.source)\" gives cannot be written", remedy: "Add |list or |join behind it.")
    case .function(.method(let name, let owner)):
      throw PythonError(
        "\"\(name)\" is a method of \(owner.type)", remedy: "Call it: .\(name)(), or write ['\(name)'].")
    case .loop, .function: throw PythonError("a \(type) cannot be written", remedy: "Write what it gives.")
    }
  }

  private static func joined(_ items: [Value]) throws(PythonError) -> String {
    var result = ""
    for item in items {
      if !result.isEmpty { result += ", " }
      result += try item.repr()
    }
    return result
  }

  private static func repr(_ mapping: Mapping) throws(PythonError) -> String {
    var result = ""
    for (key, value) in mapping {
      if !result.isEmpty { result += ", " }
      result += "\(try key.value.repr()): \(try value.repr())"
    }
    return "{\(result)}"
  }
}
