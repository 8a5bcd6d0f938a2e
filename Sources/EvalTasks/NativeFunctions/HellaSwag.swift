internal import Console
internal import PythonValues

/// The task `hellaswag`.
enum HellaSwag {
  static let functions: [String: NativeFunction] = ["utils.process_docs": .processDocs { try $0.map(processed) }]

  private static func processed(_ doc: Doc) throws(UserError) -> Doc {
    let fields = DocFields(doc)
    let context = try fields.text("ctx_a") + " " + PythonText.capitalize(fields.text("ctx_b"))
    var result = doc
    result["query"] = .string(cleaned(try fields.text("activity_label") + ": " + context))
    result["choices"] = .list(try fields.texts("endings").map { .string(cleaned($0)) })
    result["gold"] = .int(try fields.number("label"))
    return result
  }

  /// The text without WikiHow's marks in brackets.
  private static func cleaned(_ text: String) -> String {
    let titled = PythonText.replace(PythonText.strip(text), " [title]", with: ". ")
    return PythonText.replace(withoutBrackets(titled), "  ", with: " ")
  }

  /// Removes every `[…]` on one line: from a bracket to the nearest closing one.
  private static func withoutBrackets(_ text: String) -> String {
    var rest = Array(text.utf8)[...]
    var kept: [UInt8] = []
    while let open = rest.firstIndex(of: UInt8(ascii: "[")) {
      kept += rest[..<open]
      let end = rest[open...].firstIndex { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "\n") }
      let isClosed = end.map { rest[$0] == UInt8(ascii: "]") } ?? false
      if !isClosed { kept.append(rest[open]) }
      rest = rest[(((isClosed ? end : nil) ?? open) + 1)...]
    }
    return String(decoding: kept + rest, as: UTF8.self)
  }
}
