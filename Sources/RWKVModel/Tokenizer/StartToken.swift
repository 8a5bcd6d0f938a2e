internal import Console
internal import Foundation
internal import PythonValues

extension Tokenizer {
  /// The token that stands before a text, as lm-eval's `prefix_token_id`; nil where none is known.
  ///
  /// RWKV World's vocabulary has 0. For another, `tokenizer_config.json`, `generation_config.json` and `config.json` are looked
  /// at in this order, beside the tokenizer and then beside the checkpoint, and the first that has a token for the beginning
  /// or for the end says it. The end stands in for a beginning that is not there, as in lm-eval's `HFLM`.
  ///
  /// - Parameter checkpoint: The weights file or folder.
  /// - Throws: `UserError` for a file that is no JSON object, and for a token that the tokenizer has not.
  public func startToken(checkpoint: String) throws -> Int? {
    guard !isWorld else { return 0 }
    let beside = (path as NSString).deletingLastPathComponent
    for folder in [beside.isEmpty ? "." : beside, Tokenizer.folder(checkpoint)] {
      for name in ["tokenizer_config.json", "generation_config.json", "config.json"] {
        let file = folder + "/" + name
        guard FileManager.default.fileExists(atPath: file) else { continue }
        let fields = try ConfigurationFields(contentsOf: file, mostBytes: 16 << 20)
        let isNamed = name == "tokenizer_config.json"
        if let token = try token("bos", fields, isNamed) ?? token("eos", fields, isNamed) { return token }
      }
    }
    return nil
  }

  private func token(
    _ name: String, _ fields: ConfigurationFields, _ isNamed: Bool
  ) throws -> Int? {
    isNamed ? try named("\(name)_token", fields) : try numbered("\(name)_token_id", fields)
  }

  /// The token that a text, or an object with one, names.
  private func named(_ key: String, _ fields: ConfigurationFields) throws -> Int? {
    let text: String
    switch fields.object[key] {
    case nil: return nil
    case .string(let content): text = content
    case .dictionary(let object):
      guard case .string(let content)? = object["content"] else { fallthrough }
      text = content
    default: throw fields.wrong(key, remedy: "Write the text of a token")
    }
    guard let id = self.id(of: text) else {
      throw fields.wrong(key, remedy: "Write the text of a token that \(path) has")
    }
    return id
  }

  /// The token of an id, or of the first of a list.
  private func numbered(_ key: String, _ fields: ConfigurationFields) throws -> Int? {
    let id = fields.isList(key) ? try fields.integers(key)?.first : try fields.integer(key)
    guard let id else { return nil }
    guard (0...largestID).contains(id) else {
      throw fields.wrong(key, remedy: "Write the id of a token that \(path) has")
    }
    return id
  }
}
