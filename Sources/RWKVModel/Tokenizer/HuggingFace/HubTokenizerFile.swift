internal import Archives
internal import Console
internal import PythonValues

/// Reads `tokenizer.json`, the large parts of it piece by piece.
struct HubTokenizerFile {
  /// Bytes of a file, of one of its descriptions, and added tokens.
  private static let (mostBytes, mostDescribed, mostAdded) = (64 << 20, 256 << 10, 1 << 16)

  let path: String
  private(set) var descriptions: [String: PythonValue] = [:]
  private(set) var modelSettings: PythonValue.Dictionary = [:]
  private(set) var vocabulary: HubVocabulary?
  private(set) var merges: MergeList?
  private(set) var added: [AddedToken] = []

  /// The tokenizer of a file.
  ///
  /// - Throws: `UserError` with the place for what is wrong, or by its name for what is not read.
  static func tokenizer(_ file: MappedFile) throws -> HubTokenizer {
    guard file.size <= mostBytes else {
      throw UserError(
        "has \(file.size) bytes, and a tokenizer.json at most \(mostBytes)", path: file.path,
        remedy: "Look whether it is one.")
    }
    let bytes = file.bytes(0..<file.size)
    var contents = HubTokenizerFile(path: file.path)
    do {
      var parser = JSONParser(bytes, largeNumbers: .rounded)
      try contents.read(&parser)
      try parser.finish()
    } catch let fault {
      let place = TextPosition(of: fault.offset, in: bytes)
      throw UserError(
        fault.problem, place: file.path, line: place.line, column: place.column, remedy: fault.remedy)
    }
    return try contents.tokenizer()
  }

  private init(path: String) { self.path = path }

  private mutating func read(_ parser: inout JSONParser) throws(JSONParser.Fault) {
    try parser.object { (parser, key, _) throws(JSONParser.Fault) in
      switch key {
      case "model": try readModel(&parser)
      case "added_tokens": try readAdded(&parser)
      case "normalizer", "pre_tokenizer", "version":
        descriptions[key] = try parser.value(mostBytes: Self.mostDescribed)
      default: try parser.skip()
      }
    }
  }

  private mutating func readModel(_ parser: inout JSONParser) throws(JSONParser.Fault) {
    guard parser.peek() == UInt8(ascii: "{") else { return try parser.skip() }
    try parser.object { (parser, key, _) throws(JSONParser.Fault) in
      switch key {
      case "vocab" where parser.peek() == UInt8(ascii: "{"): vocabulary = try Self.vocabulary(&parser)
      case "merges": merges = try MergeList(&parser)
      case "vocab": try parser.skip()
      default: modelSettings[key] = try parser.value(mostBytes: Self.mostDescribed)
      }
    }
  }

  private static func vocabulary(_ parser: inout JSONParser) throws(JSONParser.Fault) -> HubVocabulary {
    var vocabulary = HubVocabulary()
    try parser.object { (parser, text, start) throws(JSONParser.Fault) in
      let id = try parser.count()
      guard id < HubVocabulary.idLimit, vocabulary.count < HubVocabulary.most, text.utf8.count <= HubVocabulary.longest
      else {
        throw JSONParser.Fault(
          problem: """
            more than \(HubVocabulary.most) tokens, an id that is not below \(HubVocabulary.idLimit), or a token of more than \
            \(HubVocabulary.longest) bytes
            """,
          offset: start, remedy: "Look whether it is the tokenizer of a model.")
      }
      guard vocabulary.add(text, id: id) else {
        throw JSONParser.Fault(
          problem: "a token is there twice", offset: start, remedy: "Fetch the file again: a token has one id.")
      }
    }
    return vocabulary
  }

  private mutating func readAdded(_ parser: inout JSONParser) throws(JSONParser.Fault) {
    try parser.list { (parser) throws(JSONParser.Fault) in
      let start = parser.offset
      let value = try parser.value(mostBytes: Self.mostDescribed)
      guard let token = AddedToken(value), added.count < Self.mostAdded else {
        throw JSONParser.Fault(
          problem: "no added token as tokenizers writes it, or more than \(Self.mostAdded)", offset: start,
          remedy: "An added token has an id, a content of at most \(AddedTokens.longest) characters, and flags.")
      }
      added.append(token)
    }
  }
}
