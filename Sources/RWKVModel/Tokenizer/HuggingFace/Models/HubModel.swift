internal import Console

/// What turns a piece of text into ids.
enum HubModel: Sendable {
  /// Byte pair encoding.
  case pairs(BytePairEncoding)
  /// A word is a token.
  case words(WordLevel)
  /// At each place the longest token.
  case longest(LongestMatch)
  /// RWKV World's vocabulary: at each place the longest token, over the bytes of the whole text.
  case world(ByteTrie)

  /// Adds the ids of a piece.
  ///
  /// - Throws: `UnknownWord` for a piece that has no token, where nothing stands for unknown ones.
  func encode(_ piece: ArraySlice<UInt32>, into ids: inout [Int]) throws(UnknownWord) {
    switch self {
    case .pairs(let model): try model.encode(piece, into: &ids)
    case .words(let model): try model.encode(piece, into: &ids)
    case .longest(let model): try model.encode(piece, into: &ids)
    case .world(let trie): ids += trie.encode(scalars: piece)
    }
  }
}

/// A piece of text has no token, and no token stands for unknown ones.
struct UnknownWord: Error {
  let text: String

  init(_ piece: ArraySlice<UInt32>) { text = String(scalars: piece) }
}
