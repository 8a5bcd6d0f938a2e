internal import Console
internal import OrderedCollections
public import PythonValues

/// What a `doc_to_…` key says: how to get a text, target or list of choices from a doc.
public struct DocField: Sendable {
  /// The forms that lm-evaluation-harness knows.
  public enum Form: Sendable {
    /// The name of a column, whose value it is then, or else a Jinja template.
    case text(String)
    /// The same whole number for every doc.
    case int(Int)
    /// The same list for every doc.
    case list([PythonValue])
    /// A list of columns or templates, of a prompt.
    case templates([String])
    /// A function of the doc.
    case function(FunctionReference)
  }

  /// The key, for example `doc_to_text`; for few-shot examples `fewshot_config: doc_to_text`, of a prompt
  /// `mine.yaml:3: doc_to_text`.
  public let key: String
  /// What it says.
  public let form: Form
  /// The file that it stands in.
  public let path: String
  /// Its line in the file, from 1.
  public let line: Int

  /// A field as it stands in a file.
  public init(key: String, form: Form, path: String, line: Int) {
    self.key = key
    self.form = form
    self.path = path
    self.line = line
  }
}

extension DocField {
  /// The forms that a key allows.
  struct Allowed: OptionSet {
    let rawValue: Int
    static let int = Allowed(rawValue: 1)
    static let list = Allowed(rawValue: 2)
    static let mapping = Allowed(rawValue: 4)

    /// For `doc_to_text`.
    static let text: Allowed = .int
    /// For `doc_to_target`.
    static let target: Allowed = [.int, .list]
    /// For `doc_to_choice`.
    static let choice: Allowed = [.list, .mapping]
  }

  /// A value of a file as a field.
  ///
  /// - Throws: `UserError` for a form that the key does not have, or a function that is not there in Swift.
  init(_ value: ConfigurationValue, key: String, allowed: Allowed) throws(UserError) {
    self.init(
      key: key, form: try Self.form(of: value, key: key, allowed: allowed), path: value.file, line: value.line)
  }

  private static func form(
    of value: ConfigurationValue, key: String, allowed: Allowed
  ) throws(UserError) -> Form {
    if let function = try FunctionReference(value, key: key) { return .function(function) }
    switch value.content {
    case .scalar(.string(let text)): return .text(text)
    case .scalar(.int(let number)) where allowed.contains(.int): return .int(number)
    case .scalar(.bool(let flag)) where allowed.contains(.int): return .int(flag ? 1 : 0)
    case .templates(let texts) where allowed.contains(.list): return .templates(texts)
    case .list(let items) where allowed.contains(.list): return .list(items.map(\.pythonValue))
    case .mapping(let mapping) where allowed.contains(.mapping): return .list(mapping.values.map(\.pythonValue))
    default:
      throw value.error(
        "the value of \"\(key)\" is \(value.kind)",
        remedy: "Write the name of a column, or a template in quotes; \(alternatives(allowed)).")
    }
  }

  private static func alternatives(_ allowed: Allowed) -> String {
    switch allowed {
    case .choice: "or a list of choices"
    case .target: "or the index of the right choice"
    default: "or the index of the right context"
    }
  }
}
