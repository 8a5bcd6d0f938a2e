internal import Archives
public import Console

/// What turns texts into the token ids of a model: RWKV World's vocabulary, or a `tokenizer.json` of the hub.
public struct Tokenizer: Sendable {
  private enum Kind: Sendable {
    case world(WorldTokenizer)
    case hub(HubTokenizer, sha256: String)
  }

  private let kind: Kind

  /// Loads a vocabulary in the World form, that of a GGUF file, or a `tokenizer.json`.
  ///
  /// - Throws: `UserError` with the place of what is wrong, or by its name for a part that is not read.
  public init(contentsOf path: String) throws {
    let file = try MappedFile(path)
    let start = file.bytes(0..<min(64, file.size)).first { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }
    guard start == UInt8(ascii: "{") else {
      kind = .world(try WorldTokenizer(contentsOf: path))
      return
    }
    kind = .hub(try HubTokenizerFile.tokenizer(file), sha256: file.sha256())
  }

  /// The file, as the caller named it.
  public var path: String {
    switch kind {
    case .world(let tokenizer): tokenizer.path
    case .hub(let tokenizer, _): tokenizer.path
    }
  }

  /// The greatest token id.
  public var largestID: Int {
    switch kind {
    case .world(let tokenizer): tokenizer.largestID
    case .hub(let tokenizer, _): tokenizer.largestID
    }
  }

  /// SHA-256 of the file, 64 lower-case hex digits.
  public var sha256: String {
    switch kind {
    case .world(let tokenizer): tokenizer.sha256
    case .hub(_, let sha256): sha256
    }
  }

  /// The tokens of a text, none added around it.
  ///
  /// - Throws: `UserError` for a text that a `tokenizer.json` has no tokens for. RWKV World's vocabulary has them for any.
  public func encode(_ text: String) throws(UserError) -> [Int] {
    switch kind {
    case .world(let tokenizer): tokenizer.encode(text)
    case .hub(let tokenizer, _): try tokenizer.encode(text)
    }
  }

  /// The bytes that a token stands for; nil for an id that is not in the vocabulary.
  public func bytes(of token: Int) -> [UInt8]? {
    switch kind {
    case .world(let tokenizer): tokenizer.bytes(of: token)
    case .hub(let tokenizer, _): tokenizer.bytes(of: token)
    }
  }

  /// The id of a token's text in a `tokenizer.json`; nil where there is none, and for RWKV World's vocabulary, whose tokens
  /// are bytes.
  func id(of text: String) -> Int? { if case .hub(let tokenizer, _) = kind { tokenizer.id(of: text) } else { nil } }

  /// Whether token 0 ends documents, as in RWKV World's vocabulary in all its forms.
  var isWorld: Bool { if case .hub(let tokenizer, _) = kind { tokenizer.isWorld } else { true } }
}
