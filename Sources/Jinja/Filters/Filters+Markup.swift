extension Filters {
  /// Filters that give safe HTML, which can then only be written.
  static let markup: [Filter] = [
    Filter("safe") { value, _ throws(PythonError) in .markup(try value.str()) },
    Filter("escape", body: escape),
    Filter("e", body: escape),
    Filter("tojson", Signature("[indent]")) { value, arguments throws(PythonError) in
      let json = try JSONWriter.json(value, indent: arguments.has(0) ? try arguments.int(0) : nil)
      let escapes = [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")]
      return .markup(escapes.reduce(json) { PythonText.replace($0, $1.0, with: $1.1) })
    },
  ]

  private static let escape: Filter.Body = { value, _ throws(PythonError) in
    if case .markup = value { return value }
    let escapes = [("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ("'", "&#39;"), ("\"", "&#34;")]
    return .markup(escapes.reduce(try value.str()) { PythonText.replace($0, $1.0, with: $1.1) })
  }
}
