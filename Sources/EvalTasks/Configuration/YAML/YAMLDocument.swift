internal import Console
internal import OrderedCollections
internal import PythonValues
internal import Yams

/// Reads a YAML file's text into values with their places.
///
/// An alias stands for a copy of what it names, and copies of copies double fast: how many values a file may stand for is
/// limited.
struct YAMLDocument {
  /// What plain scalars are.
  enum Scalars {
    /// As PyYAML types them.
    case typed
    /// Texts as written, of a prompt; only what is left empty is `null`.
    case texts
  }

  private let path: String
  private let scalars: Scalars
  private var values = 0

  /// How many values a file may stand for when all aliases and merges are written out.
  private static let most = 250_000

  private init(path: String, scalars: Scalars) {
    self.path = path
    self.scalars = scalars
  }

  /// The keys of a file that must be a mapping.
  ///
  /// - Parameter remedy: What to do about a file that is none.
  /// - Throws: `UserError` with the line, when it is not YAML, not a mapping, has a key twice, or a tag
  ///   other than `!function`.
  static func mapping(
    _ text: String, path: String, scalars: Scalars = .typed,
    remedy: String = "A task's file has lines like \"task: my_task\"."
  ) throws(UserError) -> ConfigurationValue.Mapping {
    var document = YAMLDocument(path: path, scalars: scalars)
    guard let root = try document.compose(text), case .mapping = root else {
      throw UserError(
        "is not a mapping of keys to values", path: path, line: 1,
        remedy: remedy)
    }
    return try document.convert(root, line: 1).mapping ?? [:]
  }

  private func compose(_ text: String) throws(UserError) -> Node? {
    if let line = AliasKeys.line(in: text) {
      throw UserError(
        "a key seems to be an alias or a list, and the file has many aliases", path: path, line: line,
        remedy: "Write the key as a text, or the aliases out.")
    }
    do {
      return try Yams.compose(yaml: text)
    } catch {
      throw YAMLProblem.configurationError(error, path: path)
    }
  }

  private mutating func count(_ more: Int, line: Int) throws(UserError) {
    values += more
    guard values <= Self.most else {
      throw UserError(
        "the file stands for more than \(Self.most) values when its aliases and merges are written out", path: path,
        line: line, remedy: "Use fewer of them, and none inside each other.")
    }
  }

  private mutating func convert(_ node: Node, line: Int) throws(UserError) -> ConfigurationValue {
    try count(1, line: line)
    return ConfigurationValue(content: try content(of: node, line: line), file: path, line: line)
  }

  private mutating func content(of node: Node, line: Int) throws(UserError) -> ConfigurationValue.Content {
    switch node {
    case .scalar(let scalar): return try content(of: scalar, line: line)
    case .sequence(let items):
      var list: [ConfigurationValue] = []
      for item in items { list.append(try convert(item, line: item.mark?.line ?? line)) }
      return .list(list)
    case .mapping(let pairs): return .mapping(try mapping(pairs, line: line))
    case .alias:
      throw UserError(
        "the anchor of an alias is not there", path: path, line: line, remedy: "Write the value out.")
    }
  }

  private mutating func mapping(
    _ pairs: Node.Mapping, line: Int
  ) throws(UserError) -> ConfigurationValue.Mapping {
    var merged: ConfigurationValue.Mapping = [:]
    var own: ConfigurationValue.Mapping = [:]
    for (keyNode, valueNode) in pairs {
      let line = keyNode.mark?.line ?? line
      guard let key = keyNode.scalar else {
        throw UserError(
          "a key is not a text", path: path, line: line,
          remedy: "Write a name before the colon, and put a text with {{ }} in quotes.")
      }
      let value = try convert(valueNode, line: line)
      if key.string == "<<", key.style == .plain {
        for source in value.list ?? [value] {
          try count(source.mapping?.count ?? 0, line: line)
          for (name, inherited) in source.mapping ?? [:] where merged[name] == nil { merged[name] = inherited }
        }
      } else {
        own[key.string] = value
      }
    }
    return merged.merging(own) { $1 }
  }

  private func content(
    of scalar: Node.Scalar, line: Int
  ) throws(UserError) -> ConfigurationValue.Content {
    switch scalar.tag.description {
    case "!function": return .function(scalar.string)
    case "tag:yaml.org,2002:str": return .scalar(.string(scalar.string))
    case let tag where tag.hasPrefix("!") && tag != "!":
      throw UserError(
        "unknown tag \"\(tag)\"", path: path, line: line, remedy: "The only tag that tasks have is !function.")
    default: break
    }
    guard scalar.style == .plain else { return .scalar(.string(scalar.string)) }
    if scalars == .texts {
      return .scalar(["", "~", "null"].contains(scalar.string.lowercased()) ? .none : .string(scalar.string))
    }
    guard let value = YAMLScalar.value(of: scalar.string) else {
      throw UserError(
        "the number \(scalar.string.prefix(80)) is too large", path: path, line: line,
        remedy: "Put it in quotes if it is a text.")
    }
    return .scalar(value)
  }
}

/// Looks for keys that are aliases, lists or mappings in a text with many aliases.
///
/// Yams compares the keys of a mapping before anything else is known of them, and what an alias of an alias of an alias
/// stands for can be too large to be compared. A task's file has no such keys at all.
enum AliasKeys {
  /// Up to so many aliases, no key is too large.
  private static let few = 20

  /// The first line where such a key may be, from 1; nil where there is none, or there are few aliases.
  static func line(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    var aliases = 0
    var line = 1
    var keyLine: Int?
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
      let alias = aliasEnd(bytes, index)
      if alias != nil { aliases += 1 }
      guard keyLine == nil else { continue }
      let isEnd = bytes[index] == UInt8(ascii: "]") || bytes[index] == UInt8(ascii: "}")
      if let end = alias ?? (isEnd ? index + 1 : nil), isColon(bytes, after: end) { keyLine = line }
      if bytes[index] == UInt8(ascii: "?"), isTokenStart(bytes, index), isSpace(bytes, index + 1) { keyLine = line }
    }
    return aliases > few ? keyLine : nil
  }

  /// The end of an alias that begins here.
  private static func aliasEnd(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard bytes[index] == UInt8(ascii: "*"), isTokenStart(bytes, index) else { return nil }
    let end = bytes[(index + 1)...].firstIndex { !isName($0) } ?? bytes.count
    guard end > index + 1, end == bytes.count || isSpace(bytes, end) || "?:,]}%@`".utf8.contains(bytes[end]) else {
      return nil
    }
    return end
  }

  private static func isTokenStart(_ bytes: [UInt8], _ index: Int) -> Bool {
    index == 0 || isSpace(bytes, index - 1) || "[{,".utf8.contains(bytes[index - 1])
  }

  private static func isColon(_ bytes: [UInt8], after end: Int) -> Bool {
    let next = bytes[end...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    return next == UInt8(ascii: ":")
  }

  private static func isSpace(_ bytes: [UInt8], _ index: Int) -> Bool {
    index >= bytes.count || [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index])
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// Translates what Yams throws.
enum YAMLProblem {
  /// The error with its line and a remedy.
  static func configurationError(_ error: any Error, path: String) -> UserError {
    let remedy = "Check the indentation and quotes there; a text with {{ }} stands in quotes or in a block after |-."
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return UserError("is not YAML (\(problem))", path: path, line: mark.line, remedy: remedy)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      return UserError(
        "\(keys) is there more than once", path: path, line: context.mark.line,
        remedy: "Keep one of them; lm-eval takes the last.")
    default:
      return UserError("is not YAML (\(error))", path: path, remedy: remedy)
    }
  }
}
