extension Filters {
  /// Filters that give safe HTML, which can then only be written.
  static let markup: [Filter] = [
    Filter("safe") { value, arguments throws(PythonError) in .markup(try value.str(arguments.budget)) },
    Filter("escape", body: escape),
    Filter("e", body: escape),
    Filter("tojson", Signature("[indent]")) { value, arguments throws(PythonError) in
      let indent = arguments.has(0) ? max(0, try arguments.int(0)) : nil
      let json = try JSONWriter.json(value, indent: indent, arguments.budget)
      let escapes = [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")]
      return .markup(try escaped(json, escapes, arguments.budget))
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
}
