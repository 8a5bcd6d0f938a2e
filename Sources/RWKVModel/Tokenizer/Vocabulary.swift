import Archives
internal import Console

/// The tokens of an RWKV World vocabulary file: a line `<id> <Python literal> <length in bytes>` each.
struct Vocabulary {
  /// A token.
  struct Token {
    var id: Int
    var bytes: [UInt8]
  }

  /// The tokens in the file's order.
  private(set) var tokens: [Token] = []

  /// Ids must be below this; real vocabularies have 65536.
  private static let idLimit = 1 << 24

  /// Parses a file's content, with LF or CRLF line ends, with or without a byte order mark.
  ///
  /// - Throws: for the first line that is not exactly as described, repeats an id or a token's bytes, has id 0 (which
  ///   stands for the end of a document and is in no file), or whose length column disagrees; and when some byte is
  ///   no token by itself.
  init(parsing content: [UInt8], path: String) throws(UserError) {
    var lineOfID: [Int: Int] = [:]
    var lineOfBytes: [[UInt8]: Int] = [:]
    var start = content.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var line = 0
    while start < content.count {
      line += 1
      let end = content[start...].firstIndex(of: 0x0a) ?? content.count
      let text = content[start..<end].last == 0x0d ? content[start..<end - 1] : content[start..<end]
      start = end + 1
      let token: Token
      do { token = try Self.token(text) } catch { throw Self.fault(error.problem, text, path, line) }
      if let other = lineOfID.updateValue(line, forKey: token.id) {
        throw Self.fault("id \(token.id) is already on line \(other)", text, path, line)
      }
      if let other = lineOfBytes.updateValue(line, forKey: token.bytes) {
        throw Self.fault("the same token is already on line \(other)", text, path, line)
      }
      tokens.append(token)
    }
    try Self.requireSingleBytes(path) { lineOfBytes[[$0]] != nil }
  }

  /// The vocabulary of a GGUF file, whose tokens stand there as Python writes bytes, without `b` and quotation marks.
  ///
  /// Source: llama.cpp's converter, `_set_vocab_rwkv_world`: token 0 is `<s>`, and ids without a token are `[PAD…]`.
  ///
  /// - Throws: `UserError` for another kind of vocabulary, and for a token that is none.
  init(_ gguf: GGUFFile) throws(UserError) {
    let path = gguf.file.path
    guard gguf.text("tokenizer.ggml.model") == "rwkv", let texts = try gguf.texts("tokenizer.ggml.tokens") else {
      throw UserError(
        "holds a vocabulary of the kind \"\(gguf.text("tokenizer.ggml.model") ?? "none")\", and only rwkv is read",
        path: path,
        remedy: "Name the vocabulary that the model was trained with (--tokenizer), or ask with token ids.")
    }
    var idOfBytes: [[UInt8]: Int] = [:]
    for (id, text) in texts.enumerated().dropFirst() where !Self.isPadding(text, id) {
      let token: [UInt8]
      do { token = try Self.unquoted(text) } catch {
        throw UserError("token \(id): \(error.problem)", path: path, remedy: UserError.fetchAgain)
      }
      guard idOfBytes.updateValue(id, forKey: token) == nil else {
        throw UserError("token \(id) is there twice", path: path, remedy: UserError.fetchAgain)
      }
      tokens.append(Token(id: id, bytes: token))
    }
    try Self.requireSingleBytes(path) { idOfBytes[[$0]] != nil }
  }

  private static func isPadding(_ text: [UInt8], _ id: Int) -> Bool { text == Array("[PAD\(id)]".utf8) }

  private static func unquoted(_ text: [UInt8]) throws(TokenLiteral.Fault) -> [UInt8] {
    let quote = UInt8(ascii: hasBareApostrophe(text) ? "\"" : "'")
    let literal = try TokenLiteral(([UInt8(ascii: "b"), quote] + text + [quote])[...])
    guard literal.end == text.count + 3, !literal.value.isEmpty else {
      throw TokenLiteral.Fault(problem: "it is no token as Python writes bytes")
    }
    return literal.value
  }

  /// Whether an apostrophe stands there without a backslash: then Python's quotation marks were double ones.
  private static func hasBareApostrophe(_ text: [UInt8]) -> Bool {
    var isEscaped = false
    for byte in text {
      if byte == UInt8(ascii: "'"), !isEscaped { return true }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return false
  }

  private static func token(_ line: ArraySlice<UInt8>) throws(TokenLiteral.Fault) -> Token {
    let idDigits = line.prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard let id = Int(String(decoding: idDigits, as: UTF8.self)), line[idDigits.endIndex...].first == 0x20 else {
      throw TokenLiteral.Fault(problem: "it does not begin with an id and a space")
    }
    guard id > 0, id < idLimit else {
      throw TokenLiteral.Fault(problem: "id \(id) is not within 1 to \(idLimit - 1) (0 is the end of a document)")
    }
    let literal = try TokenLiteral(line[(idDigits.endIndex + 1)...])
    let rest = line[literal.end...]
    guard rest.first == 0x20, rest.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let length = Int(String(decoding: rest.dropFirst(), as: UTF8.self))
    else { throw TokenLiteral.Fault(problem: "a space and the length in bytes are expected after the token") }
    guard length == literal.value.count, length > 0 else {
      throw TokenLiteral.Fault(
        problem: "the length column says \(length), and the token has \(literal.value.count) bytes")
    }
    return Token(id: id, bytes: literal.value)
  }

  private static func requireSingleBytes(
    _ path: String, _ has: (UInt8) -> Bool
  ) throws(UserError) {
    let missing = (0...255).filter { !has(UInt8($0)) }
    guard let first = missing.first else { return }
    throw UserError(
      "has no token for \(missing.count) of the 256 single bytes, the first 0x\(String(first, radix: 16))", path: path,
      remedy: "Use the model's whole vocabulary; without these tokens some texts cannot be encoded.")
  }

  private static func fault(_ problem: String, _ text: ArraySlice<UInt8>, _ path: String, _ line: Int) -> UserError {
    let shown = String(decoding: text.prefix(60), as: UTF8.self) + (text.count > 60 ? "…" : "")
    return UserError(
      "\(problem), in \"\(shown)\"", path: path, line: line,
      remedy: "A line is: id, space, Python literal, space, length in bytes. \(UserError.howToGet)")
  }
}

/// A token as a Python literal, as `repr` writes it: `'str'`, `"str"`, `b'bytes'` or `b"bytes"`.
struct TokenLiteral {
  /// Why a literal cannot be read.
  struct Fault: Error { var problem: String }

  /// The bytes it stands for: UTF-8 of a `str`, the bytes of a `bytes`.
  private(set) var value: [UInt8] = []
  /// Index of the first byte after the closing quote.
  private(set) var end: Int

  private let source: ArraySlice<UInt8>
  private let isBytes: Bool

  /// Reads the literal that begins where `source` begins.
  init(_ source: ArraySlice<UInt8>) throws(Fault) {
    self.source = source
    isBytes = source.first == UInt8(ascii: "b")
    end = source.startIndex + (isBytes ? 1 : 0)
    guard let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw Fault(problem: "a quoted token is expected")
    }
    end += 1
    while let byte = peek, byte != quote { try element(byte) }
    guard peek == quote else { throw Fault(problem: "the closing quote is missing") }
    end += 1
    guard isBytes || String(validating: value, as: UTF8.self) != nil else {
      throw Fault(problem: "the token is not UTF-8")
    }
  }

  private var peek: UInt8? { end < source.endIndex ? source[end] : nil }

  private mutating func element(_ byte: UInt8) throws(Fault) {
    end += 1
    if byte == UInt8(ascii: "\\") { return try escape() }
    guard !isBytes || byte < 0x80 else { throw Fault(problem: "a bytes literal holds only ASCII and escapes") }
    value.append(byte)
  }

  private mutating func escape() throws(Fault) {
    guard let letter = peek else { throw Fault(problem: "the closing quote is missing") }
    end += 1
    if let plain = Self.plainEscapes[letter] { return value.append(plain) }
    switch letter {
    case UInt8(ascii: "x"): try append(codePoint: digits(2, radix: 16))
    case UInt8(ascii: "u") where !isBytes: try append(codePoint: digits(4, radix: 16))
    case UInt8(ascii: "U") where !isBytes: try append(codePoint: digits(8, radix: 16))
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      end -= 1
      try append(codePoint: digits(octalLength, radix: 8))
    default: throw Fault(problem: "escape \\\(String(decoding: [letter], as: UTF8.self)) is unknown")
    }
  }

  /// How many octal digits follow, at most three.
  private var octalLength: Int { source[end...].prefix(3).prefix { $0 >= 0x30 && $0 <= 0x37 }.count }

  private mutating func digits(_ count: Int, radix: Int) throws(Fault) -> UInt32 {
    let text = String(decoding: source[end...].prefix(count), as: UTF8.self)
    guard text.utf8.count == count, text.first != "+", text.first != "-", let number = UInt32(text, radix: radix) else {
      throw Fault(problem: "an escape lacks its \(count) digits")
    }
    end += count
    return number
  }

  private mutating func append(codePoint: UInt32) throws(Fault) {
    if isBytes {
      guard let byte = UInt8(exactly: codePoint) else { throw Fault(problem: "an escape is greater than one byte") }
      return value.append(byte)
    }
    guard let scalar = Unicode.Scalar(codePoint) else { throw Fault(problem: "an escape is no Unicode code point") }
    value += Array(String(scalar).utf8)
  }

  private static let plainEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22, UInt8(ascii: "a"): 7,
    UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    UInt8(ascii: "v"): 11,
  ]
}
