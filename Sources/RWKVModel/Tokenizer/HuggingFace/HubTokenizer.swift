internal import Console

/// A tokenizer as the file `tokenizer.json` of the hub describes it.
///
/// Its ids are those of PyPI's `tokenizers`, `encode(text, add_special_tokens=False)`: the post-processor, which adds
/// special tokens around, has no part in it, and neither have truncation and padding.
struct HubTokenizer: Sendable {
  let path: String
  let model: HubModel
  let vocabulary: HubVocabulary
  var normalizer: Normalizer?
  var preTokenizer: PreTokenizer?
  /// Tokens that are found in the text as it is, and in the normalized text.
  var plainTokens = AddedTokens()
  var normalizedTokens = AddedTokens()
  /// The texts of added tokens that the model has not.
  var addedTexts: [Int: String] = [:]

  /// Code points that a text of some may become on its way to the model; a code point becomes at most 18 by itself.
  static func mostScalars(of count: Int) -> Int { 20 * count + 100_000 }

  /// The greatest id.
  var largestID: Int { max(vocabulary.largestID ?? 0, addedTexts.keys.max() ?? 0) }

  /// The ids of a text.
  ///
  /// - Throws: `UserError` for a piece of text that has no token, and for a pattern that tries too much.
  func encode(_ text: String) throws(UserError) -> [Int] {
    let scalars = text.unicodeScalars.map(\.value)
    var ids: [Int] = []
    do {
      for part in plainTokens.parts(of: scalars) {
        switch part {
        case .token(let id): ids.append(id)
        case .text(let range):
          try encode(plain: Array(scalars[range]), beginsText: range.lowerBound == 0, into: &ids)
        }
      }
    } catch let error as UnknownWord {
      throw UserError(
        "has no token for \"\(error.text.prefix(40))\", and none that stands for unknown text", path: path,
        remedy: "Use the tokenizer that the model was trained with.")
    } catch {
      throw UserError(
        "its pattern tries too much on a text of \(scalars.count) characters", path: path,
        remedy: "Ask with token ids (loglikelihood --requests).")
    }
    return ids
  }

  private func encode(plain text: [UInt32], beginsText: Bool, into ids: inout [Int]) throws {
    let text = try normalizer?.apply(to: text) ?? text
    for part in normalizedTokens.parts(of: text) {
      switch part {
      case .token(let id): ids.append(id)
      case .text(let range):
        // What normalization puts in front has the place of what stood there.
        var pieces = Pieces(Array(text[range]), beginsText: beginsText && range.lowerBound == 0)
        // World's vocabulary takes the bytes themselves.
        if let preTokenizer, !isWorld { pieces = try preTokenizer.apply(to: pieces) }
        try pieces.forEach { piece, _ in try model.encode(piece, into: &ids) }
      }
    }
  }

  /// The id of a token's text.
  func id(of text: String) -> Int? {
    vocabulary.id(of: text) ?? addedTexts.first { $0.value.utf8.elementsEqual(text.utf8) }?.key
  }

  /// The bytes that a token stands for; nil for an id that is not there.
  func bytes(of id: Int) -> [UInt8]? {
    if let added = addedTexts[id] { return Array(added.utf8) }
    guard let text = vocabulary.text(of: id) else { return nil }
    if preTokenizer?.isByteLevel == true || isWorld, let bytes = ByteCharacters.bytes(of: text) { return bytes }
    if text.hasPrefix("<0x"), text.utf8.count == 6, let byte = UInt8(text.dropFirst(3).prefix(2), radix: 16) {
      return [byte]
    }
    return Array(text.utf8)
  }

  /// Whether it is RWKV World's vocabulary.
  var isWorld: Bool { if case .world = model { true } else { false } }
}
