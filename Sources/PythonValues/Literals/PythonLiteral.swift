/// Reads Python literals as `ast.literal_eval` does.
///
/// Texts with prefixes and escapes, adjacent texts, numbers, `None`, `True`, `False`, lists, tuples, dictionaries and sets, nested as
/// deep as 100. Tuples and sets become lists. Not supported, and errors: bytes, complex numbers, whole numbers outside of 64 bits,
/// `\N{…}`, halves of surrogate pairs, and dictionaries with keys that are not texts.
public struct PythonLiteral {
  private var reader: ScalarReader
  private var depth = 0

  private init(_ text: String) {
    reader = ScalarReader(PythonText.replace(PythonText.withUnixNewlines(text), "\r", with: "\n"))
  }

  /// The value of a literal.
  ///
  /// - Throws: `PythonLiteralError` with the place of the first mistake.
  public static func parse(_ text: String) throws(PythonLiteralError) -> PythonValue {
    var literal = PythonLiteral(text)
    _ = literal.reader.take { $0 == " " || $0 == "\t" }
    let value = try literal.expression()
    literal.skipSpace()
    guard literal.reader.peek == nil else { throw literal.unexpected("the end") }
    return value
  }

  // MARK: Values

  /// One value, or several with commas between them, which make a tuple.
  private mutating func expression() throws(PythonLiteralError) -> PythonValue {
    let first = try value()
    skipSpace()
    guard reader.skip(",") else { return first }
    return .list([first] + (try items(until: nil)))
  }

  private mutating func value() throws(PythonLiteralError) -> PythonValue {
    skipSpace()
    guard let scalar = reader.peek else { throw unexpected("a literal") }
    switch scalar {
    case "[", "(", "{":
      guard depth < 100 else { throw error("brackets are nested too deep", "At most 100 levels can be read.") }
      depth += 1
      defer { depth -= 1 }
      return try brackets()
    case "'", "\"": return .string(try texts())
    case "-", "+", ".", "0"..."9": return try number()
    default: return try word()
    }
  }

  private mutating func brackets() throws(PythonLiteralError) -> PythonValue {
    if reader.skip("[") { return .list(try items(until: "]")) }
    if reader.skip("{") { return try braces() }
    _ = reader.skip("(")
    skipSpace()
    if reader.skip(")") { return .list([]) }
    let first = try value()
    skipSpace()
    if reader.skip(")") { return first }
    try expect(",")
    return .list([first] + (try items(until: ")")))
  }

  /// Items with commas between them up to a bracket, or to the end of the text.
  private mutating func items(until end: String?) throws(PythonLiteralError) -> [PythonValue] {
    var items: [PythonValue] = []
    while true {
      skipSpace()
      if let end { if reader.skip(end) { return items } } else if reader.peek == nil { return items }
      items.append(try value())
      skipSpace()
      if reader.skip(",") { continue }
      if let end { try expect(end, "\",\" or \"\(end)\"") }
      return items
    }
  }

  private mutating func braces() throws(PythonLiteralError) -> PythonValue {
    skipSpace()
    if reader.skip("}") { return .dictionary([:]) }
    let first = try value()
    skipSpace()
    guard reader.skip(":") else {
      if !reader.skip("}") {
        try expect(",")
        return .list(try distinct([first] + (try items(until: "}"))))
      }
      return .list(try distinct([first]))
    }
    var fields: PythonValue.Dictionary = [:]
    fields[try key(first)] = try value()
    while true {
      skipSpace()
      if reader.skip("}") { return .dictionary(fields) }
      try expect(",", "\",\" or \"}\"")
      skipSpace()
      if reader.skip("}") { return .dictionary(fields) }
      let key = try key(try value())
      skipSpace()
      try expect(":")
      fields[key] = try value()
    }
  }

  private func key(_ value: PythonValue) throws(PythonLiteralError) -> String {
    guard case .string(let key) = value else {
      throw error("the key \(value.repr) of a dictionary is not a text", "Put it in quotes.")
    }
    return key
  }

  private func distinct(_ items: [PythonValue]) throws(PythonLiteralError) -> [PythonValue] {
    var seen: Set<SetItem> = []
    var kept: [PythonValue] = []
    for item in items {
      if case .dictionary = item { throw error("a dictionary is an item of a set", "Write a list.") }
      if seen.insert(SetItem(value: item)).inserted { kept.append(item) }
    }
    return kept
  }

  // MARK: Words and numbers

  private mutating func word() throws(PythonLiteralError) -> PythonValue {
    let start = reader.position
    let word = reader.take { $0 == "_" || $0.properties.isXIDContinue }
    if let quote = reader.peek, quote == "'" || quote == "\"" {
      reader.position = start
      guard ["r", "u"].contains(word.lowercased()) else {
        throw error("a text with the prefix \"\(word)\" is not supported", "Write it without.")
      }
      return .string(try texts())
    }
    switch word {
    case "None": return PythonValue.none
    case "True": return .bool(true)
    case "False": return .bool(false)
    default:
      reader.position = start
      if word.isEmpty { throw unexpected("a literal") }
      throw error("\"\(word)\" is not a literal", "Put texts in quotes; words are None, True and False.")
    }
  }

  private mutating func number() throws(PythonLiteralError) -> PythonValue {
    let start = reader.position
    let sign = reader.skip(anyOf: ["-", "+"])
    skipSpace()
    let digits = numeral()
    let magnitude = try number(digits, at: start)
    switch magnitude {
    case .int where sign == "-":
      // Read anew, so that the smallest number is in range.
      guard case .number(let number) = PythonInteger.parse("-" + digits, base: 0) else { throw tooLarge(start) }
      return .int(number)
    case .double(let number) where sign == "-": return .double(-number)
    default: return magnitude
    }
  }

  private mutating func numeral() -> String {
    let start = reader.position
    if reader.skip(anyOf: ["0x", "0X", "0o", "0O", "0b", "0B"]) != nil {
      _ = reader.take { $0 == "_" || $0.properties.isXIDContinue }
    } else {
      _ = reader.take { $0 == "_" || $0 == "." || $0.properties.isXIDContinue }
      let last = reader.position > start ? reader.scalars[reader.position - 1] : " "
      if last == "e" || last == "E", reader.skip(anyOf: ["+", "-"]) != nil {
        _ = reader.take { $0 == "_" || $0.properties.isXIDContinue }
      }
    }
    return reader.text(start..<reader.position)
  }

  private func number(_ text: String, at start: Int) throws(PythonLiteralError) -> PythonValue {
    guard text.utf8.first.map({ (0x30...0x39).contains($0) || $0 == 0x2e }) == true else {
      throw error("a sign without a number", "Write the number behind it.", at: start)
    }
    switch PythonInteger.parse(text, base: 0) {
    case .number(let number): return .int(number)
    case .tooLarge:
      // Only the smallest number has a magnitude that is out of range.
      if case .number = PythonInteger.parse("-" + text, base: 0), reader.scalars[start] == "-" { return .int(0) }
      throw tooLarge(start)
    case .invalid:
      let isFloat = text.utf8.contains { [0x2e, 0x65, 0x45].contains($0) } && !text.hasPrefix("0x")
      guard isFloat, let number = PythonFloat.parse(text) else {
        throw error("\"\(text)\" is not a number", "Write 12, -1_000, 0x1f or 1.5e-3.", at: start)
      }
      return .double(number)
    }
  }

  private func tooLarge(_ start: Int) -> PythonLiteralError {
    error("a whole number is outside of 64 bits", "Write it as a float.", at: start)
  }

  // MARK: Texts

  /// Texts that follow each other are one.
  private mutating func texts() throws(PythonLiteralError) -> String {
    var result = ""
    while true {
      skipSpace()
      let start = reader.position
      let prefix = reader.skip(anyOf: ["r", "R", "u", "U"])
      guard let quote = reader.peek, quote == "'" || quote == "\"" else {
        reader.position = start
        return result
      }
      result += try text(isRaw: prefix?.lowercased() == "r")
    }
  }

  private mutating func text(isRaw: Bool) throws(PythonLiteralError) -> String {
    let opening = reader.position
    let quote = reader.skip(anyOf: ["'''", "\"\"\"", "'", "\""]) ?? ""
    let start = reader.position
    while !reader.sees(quote) {
      guard let scalar = reader.next(), scalar != "\n" || quote.utf8.count == 3 else {
        throw error("a text is not closed", "Close it with \(quote).", at: opening)
      }
      if scalar == "\\" { _ = reader.next() }
    }
    let body = reader.text(start..<reader.position)
    _ = reader.skip(quote)
    guard !isRaw else { return body }
    do { return try PythonEscapes.decode(body) } catch { throw self.error(error.message, error.remedy, at: opening) }
  }

  // MARK: Space and errors

  /// Passes over space and comments, and over line ends inside brackets and at both ends of the text.
  private mutating func skipSpace() {
    let start = reader.position
    while let scalar = reader.peek {
      if scalar == "#" { _ = reader.take { $0 != "\n" } } else if isSpace(scalar) { _ = reader.next() } else { break }
    }
    guard depth == 0, start > 0, let next = reader.peek, next != "\n" else { return }
    let skipped = reader.scalars[start..<reader.position]
    reader.position = skipped.firstIndex(of: "\n") ?? reader.position
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool { " \t\n\u{c}".unicodeScalars.contains(scalar) }

  private mutating func expect(_ sign: String, _ expected: String? = nil) throws(PythonLiteralError) {
    guard reader.skip(sign) else { throw unexpected(expected ?? "\"\(sign)\"") }
  }

  private func unexpected(_ expected: String) -> PythonLiteralError {
    let found = reader.peek.map { PythonRepr.quoted(String($0)) } ?? "the end"
    return error("expected \(expected), found \(found)", "A list of texts looks like [\"a\", \"b\"].")
  }

  private func error(_ message: String, _ remedy: String, at offset: Int? = nil) -> PythonLiteralError {
    PythonLiteralError(offset: offset ?? reader.position, message: message, remedy: remedy)
  }
}

/// An item of a set: `1`, `1.0` and `True` are one.
private struct SetItem: Hashable {
  let value: PythonValue

  static func == (left: SetItem, right: SetItem) -> Bool { left.value.pythonEquals(right.value) }

  func hash(into hasher: inout Hasher) { Self.hash(value, into: &hasher) }

  private static func hash(_ value: PythonValue, into hasher: inout Hasher) {
    switch value {
    case .string(let text): hasher.combine(ExactText(text))
    case .list(let items):
      hasher.combine(items.count)
      for item in items { hash(item, into: &hasher) }
    default: hasher.combine(value.number)
    }
  }
}

/// Why a text is not a Python literal: what is wrong, where, and how to remedy it.
public struct PythonLiteralError: Error, Hashable, CustomStringConvertible {
  /// The place in the text: code points before it, from 0.
  public let offset: Int
  /// What is wrong, without a full stop.
  public let message: String
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// Place, message and remedy, on one line.
  public var description: String { "character \(offset + 1): \(message). \(remedy)" }
}
