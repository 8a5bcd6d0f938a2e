internal import PythonValues

extension Lexer {
  private static let signs = [
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".",
    ":", "|", ",", ";",
  ]

  private static let closing = ["(": ")", "[": "]", "{": "}"]

  /// Reads the tokens of `{{ … }}` or `{% … %}`; the reader stands behind the opening.
  mutating func readTag(
    _ begin: Token.Kind, _ end: Token.Kind, ends: [String], at tag: Int
  ) throws(JinjaError) {
    append(begin, at: tag)
    var brackets: [String] = []
    while true {
      let position = reader.position
      if brackets.isEmpty, skipTagEnd(ends) { return append(end, at: position) }
      guard let scalar = reader.peek else { throw unclosed("tag", ends.last ?? "", at: tag) }
      if PythonText.isWhitespace(scalar) {
        skipSpace()
      } else if ("0"..."9").contains(scalar) {
        append(try readNumber(), at: position)
      } else if scalar == "_" || scalar.properties.isXIDStart {
        append(.name(reader.take { $0.properties.isXIDContinue }), at: position)
      } else if scalar == "'" || scalar == "\"" {
        append(.string(try readString(quote: scalar)), at: position)
      } else {
        append(.sign(try readSign(&brackets)), at: position)
      }
    }
  }

  private mutating func readSign(_ brackets: inout [String]) throws(JinjaError) -> String {
    let position = reader.position
    guard let sign = reader.skip(anyOf: Self.signs) else {
      throw JinjaError(
        "unexpected character \"\(String(reader.peek ?? " "))\"", at: place(of: position),
        remedy: "Texts stand in quotes; operators are those of Jinja.")
    }
    if let closing = Self.closing[sign] {
      brackets.append(closing)
    } else if Self.closing.values.contains(sign), brackets.popLast() != sign {
      throw JinjaError(
        "\"\(sign)\" closes nothing", at: place(of: position), remedy: "Check the brackets before it.")
    }
    return sign
  }

  private mutating func readString(quote: Unicode.Scalar) throws(JinjaError) -> String {
    let start = reader.position
    _ = reader.next()
    while let scalar = reader.next() {
      if scalar == "\\" { _ = reader.next() }
      guard scalar == quote else { continue }
      do {
        return try PythonEscapes.decode(reader.text(start + 1..<reader.position - 1))
      } catch {
        throw JinjaError(error.message, at: place(of: start), remedy: error.remedy)
      }
    }
    throw unclosed("text", String(quote), at: start)
  }

  private mutating func readNumber() throws(JinjaError) -> Token.Kind {
    let start = reader.position
    if reader.sees("0"), let letter = reader.scalars.dropFirst(start + 1).first,
      "xXoObB".unicodeScalars.contains(letter)
    {
      return .int(
        try int(
          reader.take { $0 == "_" || $0.properties.isASCIIHexDigit || "xXoO".unicodeScalars.contains($0) }, at: start))
    }
    let isAttribute = start > 0 && reader.scalars[start - 1] == "."
    skipDigits()
    let whole = reader.text(start..<reader.position)
    guard !isAttribute, skipFractionAndExponent() else { return .int(try int(whole, at: start)) }
    let text = reader.text(start..<reader.position)
    guard let number = PythonFloat.parse(text) else { throw badNumber(text, at: start) }
    return .double(number)
  }

  /// Passes over `.5`, `e10` or `.5e10`; whether one was there.
  private mutating func skipFractionAndExponent() -> Bool {
    let start = reader.position
    if sees({ $0 == "." }, behind: 0), sees(Self.isDigit, behind: 1) {
      _ = reader.next()
      skipDigits()
    }
    let isExponent = sees({ $0 == "e" || $0 == "E" }, behind: 0)
    let signWidth = isExponent && sees({ $0 == "+" || $0 == "-" }, behind: 1) ? 1 : 0
    if isExponent, sees(Self.isDigit, behind: 1 + signWidth) {
      reader.position += 1 + signWidth
      skipDigits()
    }
    return reader.position > start
  }

  private mutating func skipDigits() { _ = reader.take { $0 == "_" || Self.isDigit($0) } }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private func sees(_ fits: (Unicode.Scalar) -> Bool, behind offset: Int) -> Bool {
    let position = reader.position + offset
    return position < reader.scalars.count && fits(reader.scalars[position])
  }

  private mutating func int(_ text: String, at position: Int) throws(JinjaError) -> Int {
    switch PythonInteger.parse(text, base: 0) {
    case .number(let number): return number
    case .tooLarge: throw JinjaError(BinaryOperator.tooLarge, at: place(of: position))
    case .invalid: throw badNumber(text, at: position)
    }
  }

  private mutating func badNumber(_ text: String, at position: Int) -> JinjaError {
    JinjaError(
      "\"\(text)\" is not a number", at: place(of: position),
      remedy: "Write 12, 1_000, 0x1f or 1.5e-3, without leading zeros.")
  }
}
