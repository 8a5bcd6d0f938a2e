/// Changes of case exactly as Python's `str` has them: by Unicode's full mappings, code point by code point, with the one
/// rule of context that Python knows, the final sigma.
enum PythonCase {
  /// `str.lower()`.
  static func lower(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { lower(scalars, at: $0) }.joined()
  }

  /// `str.capitalize()`: the first code point in title case, the others in lower case.
  static func capitalize(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first else { return "" }
    return first.properties.titlecaseMapping + scalars.indices.dropFirst().map { lower(scalars, at: $0) }.joined()
  }

  private static func lower(_ scalars: [Unicode.Scalar], at index: Int) -> String {
    scalars[index] == "Σ" && endsWord(scalars, index) ? "ς" : scalars[index].properties.lowercaseMapping
  }

  /// Whether a letter stands before the index and none after it, marks that do not matter for case aside.
  private static func endsWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
