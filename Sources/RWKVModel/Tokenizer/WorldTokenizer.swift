import Archives
public import Console

/// The tokenizer of RWKV World models: greedy longest match over UTF-8 bytes.
///
/// Token 0 ends a document; it is in no vocabulary file, is never produced by `encode`, and decodes to nothing. Any
/// bytes can be encoded, and decoding gives them back.
public struct WorldTokenizer: Sendable {
  /// The vocabulary file, as the caller named it.
  public let path: String
  /// The greatest token id in the vocabulary.
  public let largestID: Int
  /// SHA-256 of the vocabulary file, 64 lower-case hex digits; for a GGUF file, of its list of tokens
  /// (`GGUFFile.sha256(ofTexts:)`).
  public let sha256: String

  private let trie: ByteTrie
  /// Where each id's bytes lie in `allBytes`; empty for ids that are not in the vocabulary.
  private let ranges: [Range<Int>]
  private let allBytes: [UInt8]

  /// Loads a vocabulary file, or the vocabulary of a GGUF file.
  ///
  /// - Throws: `UserError` with the line that is wrong, or `UserError` when the file cannot be read.
  public init(contentsOf path: String) throws {
    let file = try MappedFile(path)
    if let mistaken = MistakenFile(file) {
      throw UserError(mistaken.problem, path: path, remedy: mistaken.remedy)
    }
    let isGGUF = file.bytes(0..<min(4, file.size)) == GGUFFile.magic
    let gguf = try isGGUF ? GGUFFile(file) : nil
    let tokens =
      try gguf.map { try Vocabulary($0).tokens } ?? Vocabulary(parsing: file.bytes(0..<file.size), path: path).tokens
    self.path = path
    sha256 = try gguf?.sha256(ofTexts: "tokenizer.ggml.tokens") ?? file.sha256()
    trie = ByteTrie(tokens)
    largestID = tokens.map(\.id).max() ?? 0
    var ranges = [Range<Int>](repeating: 0..<0, count: largestID + 1)
    var bytes: [UInt8] = []
    for token in tokens {
      ranges[token.id] = bytes.count..<bytes.count + token.bytes.count
      bytes += token.bytes
    }
    self.ranges = ranges
    allBytes = bytes
  }

  /// The tokens of a text's UTF-8 bytes.
  public func encode(_ text: String) -> [Int] {
    var text = text
    return text.withUTF8 { unsafe trie.encode($0) }
  }

  /// The tokens of any bytes.
  public func encode(bytes: [UInt8]) -> [Int] { unsafe bytes.withUnsafeBufferPointer { unsafe trie.encode($0) } }

  /// The bytes that a token stands for: none for 0, nil for an id that is not in the vocabulary.
  public func bytes(of token: Int) -> [UInt8]? {
    if token == 0 { return [] }
    guard ranges.indices.contains(token), !ranges[token].isEmpty else { return nil }
    return Array(allBytes[ranges[token]])
  }

  /// The bytes that tokens stand for, one after another.
  ///
  /// - Throws: `UserError` for an id that is not in the vocabulary.
  public func decode(_ tokens: [Int]) throws(UserError) -> [UInt8] {
    var decoded: [UInt8] = []
    for token in tokens {
      guard let bytes = bytes(of: token) else {
        throw UserError(
          "has no token \(token); its ids go up to \(largestID)", path: path,
          remedy: "Use the vocabulary that the model was trained with.")
      }
      decoded += bytes
    }
    return decoded
  }
}

extension UserError {
  /// Where the RWKV World vocabulary is published.
  static let howToGet = """
    Get rwkv_vocab_v20230424.txt from https://github.com/BlinkDL/ChatRWKV/tree/main/tokenizer, or from the publisher of \
    the model.
    """
}
