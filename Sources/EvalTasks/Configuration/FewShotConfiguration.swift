internal import Console
internal import OrderedCollections
public import PythonValues

/// How a task gets and writes its few-shot examples: `fewshot_config`, with the task's own keys where that has none.
public struct FewShotConfiguration: Sendable {
  /// Where the examples come from.
  public enum Source: Sendable {
    /// A split of the data set, and what is done to its docs.
    case split(String, processDocs: FunctionReference?)
    /// Docs in the YAML itself.
    case samples([Doc])
  }

  /// How examples are chosen.
  public enum Sampler: String, Sendable, Hashable, CaseIterable {
    /// At random, by Python's `random.Random(seed).sample`.
    case random = "default"
    /// The first of the source, the same for every doc.
    case firstN = "first_n"
  }

  /// How examples are chosen.
  public let sampler: Sampler
  /// Where they come from.
  public let source: Source
  /// Whether the evaluated doc is not taken for its own example, which lm-evaluation-harness sees to where the examples'
  /// split is the test split by name.
  public let excludesEvaluatedDoc: Bool
  /// The text of an example.
  public let docToText: DocField
  /// Its answer.
  public let docToTarget: DocField
  /// Its choices, where the answer is an index.
  public let docToChoice: DocField?
  /// What begins its answer: a column or a template.
  public let genPrefix: String?
  /// What stands after an example.
  public let fewShotDelimiter: String
  /// What stands between an example's text and its answer.
  public let targetDelimiter: String
}

extension FewShotConfiguration {
  /// What a task says outside of `fewshot_config`.
  struct Inherited {
    let splits: TaskSplits
    let fewShotSplit: String?
    let processDocs: FunctionReference?
    let docToText: DocField
    let docToTarget: DocField
    let docToChoice: DocField?
    let genPrefix: String?
    let fewShotDelimiter: String
    let targetDelimiter: String
  }

  /// Reads `fewshot_config`, which may be absent.
  ///
  /// A key that is there and `null` means "none", except for `doc_to_text` and `doc_to_target`, which fall back to the
  /// task's.
  init(_ value: ConfigurationValue?, inherited: Inherited) throws(UserError) {
    guard let mapping = value?.mapping ?? (value == nil ? [:] : nil) else {
      throw value?.error("fewshot_config is not a mapping", remedy: "Write keys such as \"sampler: first_n\" below it.")
        ?? UserError("fewshot_config is not a mapping", path: "", remedy: "")
    }
    let fields = try ConfigurationFields<FewShotKey>(mapping)
    func own<Value>(_ key: FewShotKey, _ own: Value?, or inherited: Value?) -> Value? {
      fields.has(key) ? own : inherited
    }
    func field(
      _ key: FewShotKey, _ allowed: DocField.Allowed
    ) throws(UserError) -> DocField? {
      guard let value = fields[key] else { return nil }
      return try DocField(value, key: "fewshot_config: \(key.rawValue)", allowed: allowed)
    }
    if let indices = fields[.indices] {
      throw indices.error(
        "\"fewshot_indices\" is not supported",
        remedy: "lm-eval 0.4.13 does not heed it either; put the docs under samples, in their order.")
    }
    sampler = try Self.sampler(fields)
    let split = own(.split, try fields.text(.split), or: inherited.fewShotSplit)
    excludesEvaluatedDoc = split == inherited.splits.test
    source = try Self.source(
      fields, split: split,
      processDocs: own(.processDocs, try fields.function(.processDocs), or: inherited.processDocs),
      inherited: inherited)
    docToText = try field(.docToText, .text) ?? inherited.docToText
    docToTarget = try field(.docToTarget, .target) ?? inherited.docToTarget
    docToChoice = own(.docToChoice, try field(.docToChoice, .choice), or: inherited.docToChoice)
    genPrefix = own(.genPrefix, try fields.text(.genPrefix), or: inherited.genPrefix)
    fewShotDelimiter = try fields.text(.fewShotDelimiter) ?? inherited.fewShotDelimiter
    targetDelimiter = try fields.text(.targetDelimiter) ?? inherited.targetDelimiter
  }

  private static func sampler(_ fields: ConfigurationFields<FewShotKey>) throws(UserError) -> Sampler {
    guard let value = fields[.sampler] else { return .random }
    let name = value.text ?? value.kind
    guard !["balanced", "manual"].contains(name) else {
      throw value.error(
        "the sampler \"\(name)\" has no rule in lm-eval either",
        remedy: "Use first_n or default, or list the examples under fewshot_config.samples.")
    }
    guard let sampler = Sampler(rawValue: name) else {
      throw value.error(
        "\"\(name)\" is no sampler", remedy: DidYouMean.sentence(name, in: Sampler.allCases.map(\.rawValue)))
    }
    return sampler
  }

  private static func source(
    _ fields: ConfigurationFields<FewShotKey>, split: String?, processDocs: FunctionReference?, inherited: Inherited
  ) throws(UserError) -> Source {
    if let split { return .split(split, processDocs: processDocs) }
    if let samples = fields[.samples] { return .samples(try docs(samples)) }
    return .split(inherited.splits.fewShotFallback, processDocs: inherited.processDocs)
  }

  private static func docs(_ value: ConfigurationValue) throws(UserError) -> [Doc] {
    _ = try FunctionReference(value, key: "samples")
    guard let items = value.list else {
      throw value.error("\"samples\" is \(value.kind), and not a list of docs", remedy: "Begin each doc with \"- \".")
    }
    var docs: [Doc] = []
    for item in items {
      guard case .dictionary(let doc) = item.pythonValue else {
        throw item.error("an item of \"samples\" is \(item.kind), and not a doc", remedy: "Write its columns as keys.")
      }
      docs.append(doc)
    }
    return docs
  }
}
