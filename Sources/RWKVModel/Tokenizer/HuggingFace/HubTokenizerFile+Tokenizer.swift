internal import Console
internal import PythonValues

extension HubTokenizerFile {
  private func description(_ key: String) throws -> ConfigurationFields? {
    switch descriptions[key] {
    case nil, PythonValue.none?: nil
    case .dictionary(let object): ConfigurationFields(path: path, prefix: "\(key).", object)
    default: throw UserError("\(path): \(key) is no object", remedy: UserError.refetchTokenizer)
    }
  }

  /// The tokenizer that the file describes.
  func tokenizer() throws -> HubTokenizer {
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
