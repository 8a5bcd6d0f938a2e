internal import PythonValues

/// One subject of MMLU: the docs to evaluate and its few-shot examples.
public struct MMLUSubject: Sendable, Hashable {
  /// Name as the files have it, for example `abstract_algebra`.
  public let name: String
  /// The docs to evaluate, in file order.
  public let docs: [MMLUDoc]
  /// The few-shot examples: the first rows of the subject's dev file, as many as asked for.
  public let fewshot: [MMLUDoc]

  /// A subject of docs and examples.
  public init(name: String, docs: [MMLUDoc], fewshot: [MMLUDoc] = []) {
    self.name = name
    self.docs = docs
    self.fewshot = fewshot
  }

  /// The task's name in lm-evaluation-harness, for example `mmlu_abstract_algebra`.
  public var task: String { "mmlu_" + name }

  /// The name in words, as prompts have it: `_` is a space.
  public var words: String { Self.words(name) }

  /// The subject's group; nil for one that is not among MMLU's 57.
  public var group: MMLUGroup? { MMLUGroup(subject: name) }

  /// A subject's name in words.
  static func words(_ name: String) -> String { PythonText.replace(name, "_", with: " ") }
}
