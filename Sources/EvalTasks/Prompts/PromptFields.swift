internal import PythonValues
internal import Yams

/// The keys and values of a prompt file, as YAML has them; what they mean is not judged here.
struct PromptFields {
  /// A value and the line where it begins.
  struct Field {
    let line: Int
    let value: Value
  }

  /// A text or a list of texts.
  ///
  /// A number or a boolean is its text as written.
  enum Value {
    case text(String)
    case list([String])
  }

  private let fields: [PromptKey: Field]
  private let path: String

  /// Reads YAML.
  ///
  /// - Throws: `PromptError` with the line, when it is not YAML, not a mapping, or has an unknown or repeated key, or a
  ///   value of the wrong kind.
  init(yaml: String, path: String) throws(PromptError) {
    self.path = path
    guard let root = try Self.compose(yaml, path: path), let mapping = root.mapping else {
      throw PromptError(
        "is not a mapping of keys to values", path: path, line: 1,
        remedy: "Start from a copy of prompts/lm_eval.yaml: its keys are \(Self.knownKeys).")
    }
    var fields: [PromptKey: Field] = [:]
    for (keyNode, valueNode) in mapping {
      let line = keyNode.mark?.line ?? 1
      let key = try Self.key(keyNode, line: line, path: path)
      fields[key] = Field(line: line, value: try Self.value(valueNode, of: key, line: line, path: path))
    }
    self.fields = fields
  }

  /// The value of a key; nil when it is not there.
  subscript(key: PromptKey) -> Field? { fields[key] }

  /// The text of a key, or its default; without a default the key is required.
  func text(_ key: PromptKey, default fallback: String? = nil) throws(PromptError) -> String {
    if case .text(let text) = fields[key]?.value { return text }
    guard let fallback else { throw missing(key) }
    return fallback
  }

  /// The error for a key that must be there.
  func missing(_ key: PromptKey) -> PromptError {
    PromptError(
      "the key \"\(key.rawValue)\" is missing", path: path,
      remedy: "Add it; prompts/lm_eval.yaml shows every key with its meaning.")
  }

  /// One of a key's few values; the first when the key is not there.
  func option<Option: CaseIterable & RawRepresentable<String>>(_ key: PromptKey) throws(PromptError) -> Option {
    let known = Option.allCases.map(\.rawValue)
    let text = try text(key, default: known.first)
    guard let option = Option(rawValue: text) else {
      throw PromptError(
        "\"\(text)\" is no value of \"\(key.rawValue)\"", path: path, line: fields[key]?.line,
        remedy: DidYouMean.sentence(text, in: known))
    }
    return option
  }

  private static var knownKeys: String { PromptKey.allCases.map(\.rawValue).joined(separator: ", ") }

  private static func compose(_ yaml: String, path: String) throws(PromptError) -> Node? {
    if let line = AliasKeys.line(in: yaml) {
      throw PromptError(
        "a key seems to be an alias or a list, and the file has many aliases", path: path, line: line,
        remedy: "Write the key as a text, or the aliases out.")
    }
    do {
      return try Yams.compose(yaml: yaml)
    } catch {
      throw PromptYAMLError.promptError(error, path: path)
    }
  }

  private static func key(_ node: Node, line: Int, path: String) throws(PromptError) -> PromptKey {
    let name = node.scalar?.string ?? "a list or mapping"
    guard let key = PromptKey(rawValue: name) else {
      throw PromptError(
        "unknown key \"\(name)\"", path: path, line: line,
        remedy: DidYouMean.sentence(name, in: PromptKey.allCases.map(\.rawValue)))
    }
    return key
  }

  private static func value(_ node: Node, of key: PromptKey, line: Int, path: String) throws(PromptError) -> Value {
    if let scalar = node.scalar {
      guard scalar.style != .plain || !["", "~", "null"].contains(scalar.string.lowercased()) else {
        throw PromptError(
          "the key \"\(key.rawValue)\" has no value", path: path, line: line, remedy: "Write \"\" for an empty text.")
      }
      return .text(scalar.string)
    }
    if key.allowsList, let items = node.sequence {
      let texts = items.compactMap { $0.scalar?.string }
      if texts.count == items.count, !texts.isEmpty { return .list(texts) }
    }
    let expected = key.allowsList ? "a list of texts, or one text" : "a text"
    throw PromptError(
      "the value of \"\(key.rawValue)\" is not \(expected)", path: path, line: line,
      remedy: "Put a text that begins with { or [ in quotes, or write it as a block after |-.")
  }
}
