extension ByteTrie {
  /// The tree of RWKV World's vocabulary in the form of the hub: its bytes as characters, id 0 for the end of a document,
  /// and texts that are no bytes for ids without a token.
  ///
  /// Nil where the vocabulary is another. Source: rwkv-publisher, `build_fast_tokenizer`.
  init?(world vocabulary: HubVocabulary) {
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
