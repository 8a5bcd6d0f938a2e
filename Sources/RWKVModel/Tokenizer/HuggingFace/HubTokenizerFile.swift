internal import Archives
internal import Console
internal import PythonValues

/// Reads `tokenizer.json`, the large parts of it piece by piece.
struct HubTokenizerFile {
  /// Bytes of a file, of one of its descriptions, and added tokens.
  private static let (mostBytes, mostDescribed, mostAdded) = (64 << 20, 256 << 10, 1 << 16)

  let path: String
  private var descriptions: [String: PythonValue] = [:]
  private var modelSettings: PythonValue.Dictionary = [:]
  private var vocabulary: HubVocabulary?
  private var merges: MergeList?
  private var added: [AddedToken] = []

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

// MARK: - From what was read

extension HubTokenizerFile {
  private func description(_ key: String) throws -> ConfigurationFields? {
    switch descriptions[key] {
    case nil, PythonValue.none?: nil
    case .dictionary(let object): ConfigurationFields(path: path, prefix: "\(key).", object)
    default: throw UserError("\(path): \(key) is no object", remedy: UserError.refetchTokenizer)
    }
  }

  private func tokenizer() throws -> HubTokenizer {
    let normalizer = try description("normalizer").map(Normalizer.init)
    let preTokenizer = try description("pre_tokenizer").map(PreTokenizer.init)
    let settings = ConfigurationFields(path: path, prefix: "model.", modelSettings)
    // Files of old have no type.
    let kind = try settings.text("type") ?? (merges == nil ? nil : "BPE")
    guard ["BPE", "WordLevel", "WordPiece"].contains(kind) else {
      throw settings.unknownKind(kind, of: "model", known: ["BPE", "WordLevel", "WordPiece"])
    }
    guard let vocabulary, vocabulary.count > 0 else { throw settings.missing("vocab") }
    var tokenizer = HubTokenizer(
      path: path, model: try model(kind, settings, vocabulary, normalizer, preTokenizer), vocabulary: vocabulary)
    tokenizer.normalizer = normalizer
    tokenizer.preTokenizer = preTokenizer
    try addTokens(to: &tokenizer)
    return tokenizer
  }

  private func model(
    _ kind: String?, _ settings: ConfigurationFields, _ vocabulary: HubVocabulary, _ normalizer: Normalizer?,
    _ preTokenizer: PreTokenizer?
  ) throws -> HubModel {
    let unknown = try settings.text("unk_token")
    switch kind {
    case "WordLevel": return .words(WordLevel(vocabulary: vocabulary, unknown: unknown.flatMap(vocabulary.id)))
    case "WordPiece":
      let prefix = try settings.text("continuing_subword_prefix") ?? "##"
      let most = try settings.integer("max_input_chars_per_word", most: .max) ?? 100
      if normalizer == nil, prefix.isEmpty, most >= 1 << 24, case .byteLevel(false, nil) = preTokenizer,
        let trie = ByteTrie(world: vocabulary)
      {
        return .world(trie)
      }
      return .longest(
        LongestMatch(vocabulary, unknown: unknown.flatMap(vocabulary.id), prefix: prefix, mostScalars: most))
    default: return .pairs(try pairs(settings, vocabulary, unknown))
    }
  }

  private func pairs(
    _ settings: ConfigurationFields, _ vocabulary: HubVocabulary, _ unknown: String?
  ) throws -> BytePairEncoding {
    guard let merges else { throw settings.missing("merges") }
    if settings.has("dropout"), try settings.integer("dropout") != 0 {
      throw settings.wrong("dropout", remedy: "Write 0 or null: with dropout, ids are random")
    }
    let prefix = try settings.text("continuing_subword_prefix")
    var model = BytePairEncoding(
      vocabulary, merges: try merges.resolved(by: vocabulary, prefixLength: prefix?.utf8.count ?? 0, path: path))
    model.unknown = unknown
    model.fusesUnknown = try settings.flag("fuse_unk") ?? false
    model.fallsBackToBytes = try settings.flag("byte_fallback") ?? false
    model.ignoresMerges = try settings.flag("ignore_merges") ?? false
    (model.prefix, model.suffix) = (prefix, try settings.text("end_of_word_suffix"))
    return model
  }

  /// Adds the tokens as `tokenizers` does, which counts ids on from the model's and does not read them.
  private func addTokens(to tokenizer: inout HubTokenizer) throws {
    var next = tokenizer.vocabulary.count
    for token in added {
      let known = tokenizer.vocabulary.id(of: token.content)
      let id = known ?? next
      if known == nil { next += 1 }
      guard id == token.id else {
        throw UserError(
          """
          \(path): the added token "\(token.content.prefix(40))" has id \(token.id), and PyPI's tokenizers gives it \(id)
          """, remedy: "Write the file again with PyPI's tokenizers, so that it says what is used")
      }
      if known == nil { tokenizer.addedTexts[id] = token.content }
      try add(token, to: &tokenizer)
    }
  }

  private func add(_ token: AddedToken, to tokenizer: inout HubTokenizer) throws {
    let plain = token.content.unicodeScalars.map(\.value)
    let isAdded: Bool
    if token.isNormalized {
      let text = try? tokenizer.normalizer?.apply(to: plain)
      isAdded = tokenizer.normalizedTokens.add(token, text: text ?? plain)
    } else {
      isAdded = tokenizer.plainTokens.add(token, text: plain)
    }
    guard isAdded else {
      throw UserError(
        "\(path): the added token \"\(token.content.prefix(40))\" is there twice, or becomes nothing",
        remedy: UserError.refetchTokenizer)
    }
  }
}

extension AddedToken {
  /// The token that an object of the file describes; nil for anything else.
  fileprivate init?(_ value: PythonValue) {
    guard case .dictionary(let fields) = value, case .int(let id)? = fields["id"],
      case .string(let content)? = fields["content"],
      (0..<HubVocabulary.idLimit).contains(id), !content.isEmpty, content.unicodeScalars.count <= AddedTokens.longest
    else { return nil }
    var flags: [String: Bool] = [:]
    for key in ["single_word", "lstrip", "rstrip", "normalized"] {
      guard case .bool(let flag)? = fields[key] else { return nil }
      flags[key] = flag
    }
    self.init(id: id, content: content)
    isSingleWord = flags["single_word"] == true
    (stripsLeft, stripsRight) = (flags["lstrip"] == true, flags["rstrip"] == true)
    isNormalized = flags["normalized"] == true
  }
}

extension ByteTrie {
  /// The tree of RWKV World's vocabulary in the form of the hub: its bytes as characters, id 0 for the end of a document,
  /// and texts that are no bytes for ids without a token.
  ///
  /// Nil where the vocabulary is another. Source: rwkv-publisher, `build_fast_tokenizer`.
  fileprivate init?(world vocabulary: HubVocabulary) {
    var tokens: [Vocabulary.Token] = []
    var single = Set<UInt8>()
    var isWorld = true
    vocabulary.forEach { text, id in
      guard id != 0, let bytes = ByteCharacters.bytes(of: text), let first = bytes.first else {
        if id != 0, text.unicodeScalars.first != "\u{E000}" { isWorld = false }
        return
      }
      tokens.append(.init(id: id, bytes: bytes))
      if bytes.count == 1 { single.insert(first) }
    }
    guard isWorld, single.count == 256, vocabulary.text(of: 0) != nil else { return nil }
    self.init(tokens)
  }
}
