/// Reads what stands between `{{` and `}}`.
///
/// The grammar is the part of Jinja that prompts for multiple choice need, and strict: a known variable, then any of
/// `.strip()`, `.lstrip()`, `.rstrip()`, `.replace("old", "new")` and `[index]`.
struct ExpressionParser {
  /// The scanner, which stands behind `{{` at first and behind `}}` at last.
  var scanner: TemplateScanner
  /// Names that may be used.
  let variables: [String]

  private static let methods = ["strip", "lstrip", "rstrip", "replace"]

  /// Reads an expression and the `}}` behind it.
  mutating func parse() throws(TemplateError) -> TemplateExpression {
    guard !scanner.sees("-"), !scanner.sees("+") else {
      throw unsupported("whitespace control ({{- … -}})")
    }
    skipSpaces()
    let place = scanner.place
    let name = readName()
    guard !name.isEmpty else { throw unexpected("a placeholder's name") }
    guard variables.contains(name) else { throw unknown(name, at: place) }
    var expression = TemplateExpression(variable: name, place: place)
    while let step = try readStep() { expression.steps.append(step) }
    guard scanner.skip("}}") else { throw unexpected("}}") }
    return expression
  }

  private mutating func readStep() throws(TemplateError) -> TemplateExpression.Step? {
    skipSpaces()
    let place = scanner.place
    if scanner.skip(".") { return .init(operation: try readMethod(), place: place) }
    if scanner.skip("[") { return .init(operation: .item(try readIndex()), place: place) }
    if scanner.sees("|") { throw unsupported("filters (|)") }
    return nil
  }

  private mutating func readMethod() throws(TemplateError) -> TemplateExpression.Operation {
    skipSpaces()
    let place = scanner.place
    let name = readName()
    guard !name.isEmpty else { throw unexpected("a method's name") }
    guard Self.methods.contains(name) else {
      throw TemplateError(
        "unknown method \"\(name)\"", at: place, remedy: DidYouMean.sentence(name, in: Self.methods))
    }
    let arguments = try readArguments(name == "replace" ? 2 : 0, of: name)
    switch name {
    case "strip": return .strip
    case "lstrip": return .stripLeading
    case "rstrip": return .stripTrailing
    default: return .replace(arguments[0], with: arguments[1])
    }
  }

  private mutating func readArguments(_ count: Int, of name: String) throws(TemplateError) -> [String] {
    try expect("(")
    var arguments: [String] = []
    while arguments.count < count {
      if !arguments.isEmpty { try expect(",") }
      arguments.append(try readString())
    }
    try expect(")")
    return arguments
  }

  private mutating func readIndex() throws(TemplateError) -> Int {
    skipSpaces()
    let sign = scanner.skip("-") ? "-" : ""
    let digits = scanner.read { ("0"..."9").contains($0) }
    guard let index = Int(sign + digits) else { throw unexpected("an index, for example 0 or -1") }
    try expect("]")
    return index
  }

  private mutating func readString() throws(TemplateError) -> String {
    skipSpaces()
    let place = scanner.place
    guard let quote = scanner.next, quote == "\"" || quote == "'" else { throw unexpected("a text in quotes") }
    scanner.advance()
    var result = String.UnicodeScalarView()
    while let scalar = scanner.next, scalar != quote {
      scanner.advance()
      result.append(scalar == "\\" ? try readEscape() : scalar)
    }
    guard scanner.next == quote else {
      throw TemplateError("a text without its closing quote", at: place, remedy: "Close it with \(quote).")
    }
    scanner.advance()
    return String(result)
  }

  private mutating func readEscape() throws(TemplateError) -> Unicode.Scalar {
    let escapes: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "r": "\r", "t": "\t", "\\": "\\", "\"": "\"", "'": "'"]
    guard let scalar = scanner.next, let meaning = escapes[scalar] else {
      throw unexpected("one of n r t \\ \" ' behind the backslash")
    }
    scanner.advance()
    return meaning
  }

  private mutating func readName() -> String {
    scanner.read { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
  }

  private mutating func skipSpaces() { _ = scanner.read { $0 == " " || $0 == "\t" || $0 == "\n" } }

  private mutating func expect(_ text: String) throws(TemplateError) {
    skipSpaces()
    guard scanner.skip(text) else { throw unexpected(text) }
  }

  private func unexpected(_ expected: String) -> TemplateError {
    let found = scanner.next.map { "\"\(String($0))\"" } ?? "the end of the template"
    return TemplateError(
      "expected \(expected), found \(found)", at: scanner.place,
      remedy: "Placeholders look like {{question.strip()}} or {{choices[0]}}.")
  }

  private func unsupported(_ what: String) -> TemplateError {
    TemplateError(
      "\(what) are not supported here", at: scanner.place,
      remedy: "Use a variable with .strip(), .replace(\"old\", \"new\") or [index].")
  }

  private func unknown(_ name: String, at place: TemplatePlace) -> TemplateError {
    TemplateError(
      "unknown placeholder \"\(name)\"", at: place, remedy: DidYouMean.sentence(name, in: variables))
  }
}
