internal import Console
internal import Foundation
internal import PythonValues

/// The tokens that begin and end a document.
public struct DocumentTokens: Sendable, Equatable {
  /// What stands before a text, as lm-eval's `prefix_token_id`; nil where none is known.
  public let start: Int?
  /// What ends a document; nil where none is known.
  public let end: Int?

  /// The tokens of a tokenizer.
  ///
  /// RWKV World's vocabulary has 0 for both. For another, `tokenizer_config.json`, `generation_config.json` and
  /// `config.json` are looked at in this order, beside the tokenizer and then beside the checkpoint, and the first that has
  /// one of the two tokens says both. Where it has none for the beginning, that for the end is taken, as lm-eval's `HFLM`
  /// does.
  ///
  /// - Parameter checkpoint: The weights file or folder.
  /// - Throws: `UserError` for a file that is no JSON object, and for a token that the tokenizer has not.
  public init(of tokenizer: Tokenizer, checkpoint: String) throws {
    guard !tokenizer.isWorld else {
      (start, end) = (0, 0)
      return
    }
    let beside = (tokenizer.path as NSString).deletingLastPathComponent
    for folder in [beside.isEmpty ? "." : beside, Tokenizer.folder(checkpoint)] {
      for name in ["tokenizer_config.json", "generation_config.json", "config.json"] {
        let path = folder + "/" + name
        guard FileManager.default.fileExists(atPath: path) else { continue }
        let fields = try ConfigurationFields(contentsOf: path, mostBytes: 16 << 20)
        let named = name == "tokenizer_config.json"
        let begin = try Self.token("bos", fields, named, tokenizer)
        let end = try Self.token("eos", fields, named, tokenizer)
        guard let start = begin ?? end else { continue }
        (self.start, self.end) = (start, end)
        return
      }
    }
    (start, end) = (nil, nil)
  }

  private static func token(
    _ name: String, _ fields: ConfigurationFields, _ isNamed: Bool, _ tokenizer: Tokenizer
  ) throws -> Int? {
    isNamed ? try named("\(name)_token", fields, tokenizer) : try numbered("\(name)_token_id", fields, tokenizer)
  }

  /// The token that a text, or an object with one, names.
  private static func named(_ key: String, _ fields: ConfigurationFields, _ tokenizer: Tokenizer) throws -> Int? {
    let text: String
    switch fields.object[key] {
    case nil: return nil
    case .string(let content): text = content
    case .dictionary(let object):
      guard case .string(let content)? = object["content"] else { fallthrough }
      text = content
    default: throw fields.wrong(key, remedy: "Write the text of a token")
    }
    guard let id = tokenizer.id(of: text) else {
      throw fields.wrong(key, remedy: "Write the text of a token that \(tokenizer.path) has")
    }
    return id
  }

  /// The token of an id, or of the first of a list.
  private static func numbered(_ key: String, _ fields: ConfigurationFields, _ tokenizer: Tokenizer) throws -> Int? {
    let id = fields.isList(key) ? try fields.integers(key)?.first : try fields.integer(key)
    guard let id else { return nil }
    guard id <= tokenizer.largestID else {
      throw fields.wrong(key, remedy: "Write the id of a token that \(tokenizer.path) has")
    }
    return id
  }
}
