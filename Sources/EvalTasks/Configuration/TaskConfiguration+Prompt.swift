public import Console
internal import OrderedCollections
internal import PythonValues

extension TaskConfiguration {
  /// What becomes of `\r\n` in contexts and choices; not in lm-evaluation-harness.
  public enum Newlines: String, Sendable, Hashable, CaseIterable {
    /// It stays, as in lm-evaluation-harness.
    case keep
    /// It becomes `\n`, as in the RWKV community's scripts.
    case unix
  }

  /// Whether whitespace at both ends of a whole context (description, examples and doc together) is taken away; not in
  /// lm-evaluation-harness.
  public enum Strip: String, Sendable, Hashable, CaseIterable {
    /// It stays, as in lm-evaluation-harness.
    case none
    /// It goes, as in the RWKV community's scripts.
    case whole
  }

  /// The task asked as a prompt says: the same data, answers and metrics, and other contexts and choices.
  ///
  /// - Throws: `UserError` when the prompt does not fit the task's kind.
  public func under(_ prompt: Prompt) throws(UserError) -> TaskConfiguration {
    try TaskConfiguration(try prompt.laid(over: self), name: name, path: path, prompt: prompt)
  }

  /// The task with other texts for some keys, or without them where they are nil.
  func with(_ changes: [TaskKey: String?]) throws(UserError) -> TaskConfiguration {
    var changed = keys
    for (key, text) in changes {
      changed[key.rawValue] = text.map {
        ConfigurationValue(content: .scalar(.string($0)), file: path, line: keys[key.rawValue]?.line ?? 1)
      }
    }
    return try TaskConfiguration(changed, name: (changes[.task] ?? name) ?? name, path: path, prompt: prompt)
  }

  /// The task under other names.
  func renamed(_ name: String, alias: String, dataset: String) -> TaskConfiguration {
    var renamed = self
    renamed.name = name
    renamed.alias = alias
    renamed.dataset = DatasetConfiguration(
      path: self.dataset.path, name: dataset, keywords: self.dataset.keywords, file: self.dataset.file,
      line: self.dataset.line)
    for (key, text) in [(TaskKey.task, name), (.taskAlias, alias), (.datasetName, dataset)] {
      renamed.keys[key.rawValue] = ConfigurationValue(content: .scalar(.string(text)), file: path, line: 1)
      renamed.source[key.rawValue] = .string(text)
    }
    return renamed
  }

  /// A doc as templates see it: to a prompt MMLU's `subject` is in words, `abstract algebra`.
  func seen(_ doc: Doc) -> Doc {
    guard prompt != nil, dataset.path == PublishedLayout.mmluPath, case .string(let subject) = doc["subject"] else {
      return doc
    }
    var seen = doc
    seen["subject"] = .string(PythonText.replace(subject, "_", with: " "))
    return seen
  }
}

extension TaskNode {
  /// The node with all its tasks under a prompt.
  ///
  /// - Throws: `UserError` when the prompt does not fit a task's kind.
  public func under(_ prompt: Prompt) throws(UserError) -> TaskNode {
    switch self {
    case .task(let task): return .task(try task.under(prompt))
    case .group(let group, let children):
      return .group(
        group, children: try children.map { (child) throws(UserError) in try child.under(prompt) })
    }
  }
}
