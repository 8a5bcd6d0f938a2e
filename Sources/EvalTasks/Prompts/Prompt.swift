public import Console
internal import Archives
internal import EvalCore
internal import Jinja
internal import OrderedCollections
internal import PythonValues

/// How docs are put to a language model: a file with some of a task's keys, which take the place of the task's own.
///
/// `prompts/lm_eval.yaml` explains the keys.
public struct Prompt: Sendable {
  /// The keys of a prompt file: those that lm-evaluation-harness has, with its meaning, and two of our own.
  private enum Key: String, CaseIterable {
    case description
    case docToText = "doc_to_text"
    case docToChoice = "doc_to_choice"
    case docToTarget = "doc_to_target"
    case targetDelimiter = "target_delimiter"
    case fewShotDelimiter = "fewshot_delimiter"
    case newlines
    case strip

    /// Whether a file must have it; `doc_to_choice` must be there for tasks that choose.
    var isRequired: Bool { self == .docToText || self == .docToTarget }

    /// Whether its value is a template.
    var isTemplate: Bool {
      switch self {
      case .description, .docToText, .docToChoice, .docToTarget: true
      case .targetDelimiter, .fewShotDelimiter, .newlines, .strip: false
      }
    }
  }

  /// Name for reports: the file's name without its suffix.
  public let name: String
  /// What it was asked for by: a name, or a path.
  public let label: String
  /// The prompt file, as the caller named it.
  public let path: String
  /// The file's text.
  public let source: String
  private let keys: ConfigurationValue.Mapping

  /// SHA-256 (hex) of the prompt file.
  public var sha256: String { ContentDigest.hex(source) }

  /// What the file says about itself: its first comment line; empty when it begins with something else.
  public var summary: String {
    guard let line = source.split(whereSeparator: \.isNewline).first, line.hasPrefix("#") else { return "" }
    return PythonText.strip(String(line.drop { $0 == "#" }))
  }

  /// Reads a prompt file.
  ///
  /// - Parameter label: What it was asked for by, where that is not its path.
  /// - Throws: `UserError`, or `UserError` when the file is missing, a folder, empty or unreadable.
  public init(contentsOf path: String, label: String? = nil) throws {
    let file = try MappedFile(path)
    guard let source = String(validating: file.bytes(0..<file.size), as: UTF8.self) else {
      throw UserError("is not valid UTF-8", path: path, remedy: "Save it as UTF-8.")
    }
    try self.init(yaml: source, path: path, label: label)
  }

  /// Reads the text of a prompt file.
  ///
  /// A number or a boolean is its text as written.
  ///
  /// - Throws: `UserError` with the line of the file, and in a template the place in it.
  public init(yaml: String, path: String, label: String? = nil) throws(UserError) {
    let remedy =
      "Start from a copy of prompts/lm_eval.yaml: its keys are \(Key.allCases.map(\.rawValue).joined(separator: ", "))."
    let mapping = try YAMLDocument.mapping(yaml, path: path, scalars: .texts, remedy: remedy)
    let fields = try ConfigurationFields<Key>(mapping)
    var keys = mapping
    for key in Key.allCases {
      guard let value = mapping[key.rawValue] else { continue }
      let texts = try Self.texts(value, of: key)
      if key.isTemplate { for text in texts { try Self.check(text, of: key, at: value) } }
      if value.list != nil { keys[key.rawValue] = value.with(.templates(texts)) }
    }
    _ = try fields.option(.newlines, TaskConfiguration.Newlines.keep)
    _ = try fields.option(.strip, TaskConfiguration.Strip.none)
    self.path = path
    self.label = label ?? path
    self.keys = keys
    source = yaml
    name = Self.name(of: path)
    for key in Key.allCases where key.isRequired && mapping[key.rawValue] == nil { throw missing(key) }
  }

  /// The text of a key, or the texts of its list.
  private static func texts(_ value: ConfigurationValue, of key: Key) throws(UserError) -> [String] {
    if value.isNull {
      throw value.error("the key \"\(key.rawValue)\" has no value", remedy: "Write \"\" for an empty text.")
    }
    let items = key == .docToChoice ? value.list ?? [value] : [value]
    let texts = items.compactMap(\.text)
    if !texts.isEmpty, texts.count == items.count { return texts }
    let expected = key == .docToChoice ? "a list of texts, or one text" : "a text"
    throw value.error(
      "the value of \"\(key.rawValue)\" is not \(expected)",
      remedy: "Put a text that begins with { or [ in quotes, or write it as a block after |-.")
  }

  /// Refuses what is no template before any data is read.
  private static func check(
    _ template: String, of key: Key, at value: ConfigurationValue
  ) throws(UserError) {
    do throws(JinjaError) {
      _ = try JinjaTemplate(source: template)
    } catch {
      throw value.error(
        "\(key.rawValue), line \(error.line), column \(error.column): \(error.message)", remedy: error.remedy)
    }
  }

  private func missing(_ key: Key, _ reason: String = "") -> UserError {
    UserError(
      "the key \"\(key.rawValue)\" is missing\(reason)", path: path,
      remedy: "Add it; prompts/lm_eval.yaml shows every key with its meaning.")
  }

  private static func name(of path: String) -> String {
    let file = FilePath.name(of: path)
    for suffix in [".yaml", ".yml"] where file.hasSuffix(suffix) { return String(file.dropLast(suffix.count)) }
    return file
  }
}

extension Prompt {
  /// A key's name in messages, with its place in the file.
  func place(of key: String) -> String { "\(path)\(keys[key].map { ":\($0.line)" } ?? ""): \(key)" }

  /// A task's keys with this prompt's in their place, and in that of their counterparts in `fewshot_config`.
  ///
  /// What the prompt leaves out has its default. A `gen_prefix` is left out, which would stand between prompt and answer.
  ///
  /// - Throws: `UserError` when the task chooses and the prompt has no choices.
  func laid(over task: TaskConfiguration) throws(UserError) -> ConfigurationValue.Mapping {
    switch task.outputType {
    case .multipleChoice where keys[Key.docToChoice.rawValue] == nil:
      throw missing(.docToChoice, ", and the task \(task.name) chooses among choices")
    case .loglikelihoodRolling:
      throw UserError(
        "the task \(task.name) scores whole texts, which no prompt is put to", path: path,
        remedy: "Leave the prompt out, or the task.")
    case .multipleChoice, .loglikelihood: break
    }
    var merged = task.keys
    let fewShotKey = TaskKey.fewShotConfiguration.rawValue
    let fewShot = merged[fewShotKey]
    var fewShotKeys = fewShot?.mapping
    for key in Key.allCases.map(\.rawValue) {
      merged[key] = keys[key]
      fewShotKeys?[key] = nil
    }
    merged[TaskKey.genPrefix.rawValue] = nil
    fewShotKeys?[FewShotKey.genPrefix.rawValue] = nil
    if let fewShot, let fewShotKeys { merged[fewShotKey] = fewShot.with(.mapping(fewShotKeys)) }
    return merged
  }
}
