internal import Console
internal import OrderedCollections
internal import PythonValues

/// A value of a YAML file, typed as PyYAML types it, with the place where it was written.
struct ConfigurationValue: Sendable {
  /// The keys of a mapping, in the order of the file.
  typealias Mapping = OrderedDictionary<String, ConfigurationValue>

  /// What the value is.
  enum Content: Sendable {
    case scalar(PythonValue)
    /// `!function` with the text after it.
    case function(String)
    case list([ConfigurationValue])
    /// A prompt's list of columns or templates, which a task's list is not.
    case templates([String])
    case mapping(Mapping)
  }

  let content: Content
  /// The file that it stands in: included files and groups hand theirs on.
  let file: String
  /// Line of the key, or of the value where it has none; from 1.
  let line: Int

  /// Whether it is `null`, which means the same as an absent key.
  var isNull: Bool {
    if case .scalar(.none) = content { return true }
    return false
  }

  /// The keys of a mapping; nil for anything else.
  var mapping: Mapping? {
    if case .mapping(let mapping) = content { return mapping }
    return nil
  }

  /// The items of a list; nil for anything else.
  var list: [ConfigurationValue]? {
    if case .list(let items) = content { return items }
    return nil
  }

  /// A text; nil for anything else.
  var text: String? {
    if case .scalar(.string(let text)) = content { return text }
    return nil
  }

  /// The value without its places; a function is its text.
  var pythonValue: PythonValue {
    switch content {
    case .scalar(let value): value
    case .function(let name): .string(name)
    case .list(let items): .list(items.map(\.pythonValue))
    case .templates(let texts): .list(texts.map(PythonValue.string))
    case .mapping(let mapping): .dictionary(Self.fields(mapping))
    }
  }

  /// The values of a mapping without their places.
  static func fields(_ mapping: Mapping) -> PythonValue.Dictionary {
    PythonValue.Dictionary(uniqueKeysWithValues: mapping.map { ($0.key, $0.value.pythonValue) })
  }

  /// What kind of value it is, for messages.
  var kind: String {
    switch content {
    case .scalar(.none): "null"
    case .scalar(.bool): "a boolean"
    case .scalar(.int): "a whole number"
    case .scalar(.double): "a number"
    case .scalar: "a text"
    case .function: "a function"
    case .list, .templates: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Another value at the same place.
  func with(_ content: Content) -> ConfigurationValue { ConfigurationValue(content: content, file: file, line: line) }

  /// An error about this value.
  func error(_ problem: String, remedy: String) -> UserError {
    UserError(problem, path: file, line: line, remedy: remedy)
  }
}
