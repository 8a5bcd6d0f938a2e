internal import Archives
internal import Jinja
internal import PythonValues

/// How a doc is put to a language model: a prompt file, read and checked.
public struct PromptTemplate: Sendable {
  /// Name for reports: the file's name without its suffix.
  public let name: String
  /// The prompt file, as the caller named it.
  public let path: String
  /// The file's text.
  public let source: String
  /// Put between a doc's text and its choice.
  public let targetDelimiter: String
  /// Put between few-shot examples.
  public let fewshotDelimiter: String
  /// What becomes of `\r\n` in contexts and choices.
  public let newlines: PromptNewlines
  /// Whether the whole context is stripped.
  public let strip: PromptStrip

  private let description: FieldTemplate
  private let docToText: FieldTemplate
  private let docToChoice: ChoiceTemplate
  private let docToTarget: FieldTemplate

  /// Names that `doc_to_text`, `doc_to_choice` and `doc_to_target` may use.
  public static let variables = ["question", "choices", "subject", "answer"]

  /// SHA-256 (hex) of the prompt file.
  public var sha256: String { ContentDigest.hex(source) }

  /// What the file says about itself: its first comment line; empty when it begins with something else.
  public var summary: String {
    guard let line = source.split(whereSeparator: \.isNewline).first, line.hasPrefix("#") else { return "" }
    return PythonText.strip(String(line.drop { $0 == "#" }))
  }

  /// Reads a prompt file.
  ///
  /// - Throws: `PromptError`, or `ArchiveError` when the file is missing, a folder, empty or unreadable.
  public init(contentsOf path: String) throws {
    let file = try MappedFile(path)
    guard let source = String(validating: file.bytes(0..<file.size), as: UTF8.self) else {
      throw PromptError("is not valid UTF-8", path: path, remedy: "Save it as UTF-8.")
    }
    try self.init(yaml: source, path: path)
  }

  /// Reads the text of a prompt file and tries it on a made-up doc, so that a mistake shows before any work is done.
  ///
  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - path: the file's name, from which `name` is taken.
  /// - Throws: `PromptError` with the line of the file, or the key and the place in its template.
  public init(yaml: String, path: String) throws(PromptError) {
    let fields = try PromptFields(yaml: yaml, path: path)
    self.path = path
    name = Self.name(of: path)
    source = yaml
    targetDelimiter = try fields.text(.targetDelimiter, default: " ")
    fewshotDelimiter = try fields.text(.fewshotDelimiter, default: "\n\n")
    newlines = try fields.option(.newlines)
    strip = try fields.option(.strip)
    let description = try fields.text(.description, default: "")
    self.description = try Self.parse(description, .description, path, variables: ["subject"])
    docToText = try Self.parse(try fields.text(.docToText), .docToText, path)
    docToTarget = try Self.parse(try fields.text(.docToTarget), .docToTarget, path)
    docToChoice = try Self.choices(fields, path)
    _ = try render(Self.sample, fewshot: [Self.sample])
  }

  /// The prompt of one doc.
  ///
  /// - Throws: `PromptError` when the template does not fit the doc.
  public func render(_ doc: MMLUDoc, fewshot: [MMLUDoc] = []) throws(PromptError) -> RenderedPrompt {
    try render(doc, after: prefix(subject: doc.subject, fewshot: fewshot))
  }

  /// The prompts of all docs of a subject, in order, each after the subject's few-shot examples.
  ///
  /// - Throws: `PromptError` when the template does not fit a doc.
  public func render(_ subject: MMLUSubject) throws(PromptError) -> [RenderedPrompt] {
    let prefix = try prefix(subject: subject.name, fewshot: subject.fewshot)
    var prompts: [RenderedPrompt] = []
    prompts.reserveCapacity(subject.docs.count)
    for doc in subject.docs { prompts.append(try render(doc, after: prefix)) }
    return prompts
  }

  /// Description and examples: everything before the doc itself, not yet stripped.
  private func prefix(subject: String, fewshot: [MMLUDoc]) throws(PromptError) -> String {
    let words = PythonValue.string(MMLUSubject.words(subject))
    var prefix = try rendering(.description) { () throws(JinjaError) in
      try description.render(["subject": words])
    }
    for example in fewshot {
      let parts = try parts(of: example)
      prefix += parts.text + targetDelimiter + parts.choices[parts.gold] + fewshotDelimiter
    }
    return prefix
  }

  private func render(_ doc: MMLUDoc, after prefix: String) throws(PromptError) -> RenderedPrompt {
    let parts = try parts(of: doc)
    let context = withNewlines(prefix + parts.text)
    let choices = parts.choices.map(withNewlines)
    return RenderedPrompt(
      context: strip == .whole ? PythonText.strip(context) : context, choices: choices,
      continuations: choices.map { withNewlines(targetDelimiter) + $0 }, gold: parts.gold, target: parts.target)
  }

  private func withNewlines(_ text: String) -> String { newlines == .unix ? PythonText.withUnixNewlines(text) : text }

  /// What the templates make of one doc.
  private struct Parts {
    let text: String
    let choices: [String]
    let gold: Int
    let target: String
  }

  private func parts(of doc: MMLUDoc) throws(PromptError) -> Parts {
    let values: PythonValue.Dictionary = [
      "question": .string(doc.question), "choices": .list(doc.choices.map(PythonValue.string)),
      "subject": .string(MMLUSubject.words(doc.subject)), "answer": .int(doc.answer),
    ]
    let text = try rendering(.docToText) { () throws(JinjaError) in try docToText.render(values) }
    let choices = try rendering(.docToChoice) { () throws(JinjaError) in try docToChoice.render(values) }
    let target = try rendering(.docToTarget) { () throws(JinjaError) in try docToTarget.render(values) }
    return Parts(text: text, choices: choices, gold: try gold(target, among: choices), target: target)
  }

  /// lm-evaluation-harness's rule: a text of digits is an index, any other is looked up among the choices.
  private func gold(_ target: String, among choices: [String]) throws(PromptError) -> Int {
    let isNumber = !target.isEmpty && target.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let index = isNumber ? Int(target) : choices.firstIndex { $0.utf8.elementsEqual(target.utf8) }
    guard let index, choices.indices.contains(index) else {
      throw PromptError(
        "\(target.debugDescription) is neither the index nor the text of one of the \(choices.count) choices",
        path: path, field: PromptKey.docToTarget.rawValue, remedy: "Use doc_to_target: answer, the index from 0.")
    }
    return index
  }

  private func rendering<Result>(
    _ key: PromptKey, _ body: () throws(JinjaError) -> Result
  ) throws(PromptError) -> Result {
    do { return try body() } catch { throw PromptError(error, path: path, key: key.rawValue) }
  }

  private static func parse(
    _ text: String, _ key: PromptKey, _ path: String, variables: [String] = Self.variables
  ) throws(PromptError) -> FieldTemplate {
    do {
      return try FieldTemplate(text, fields: variables)
    } catch {
      throw PromptError(error, path: path, key: key.rawValue)
    }
  }

  private static func choices(_ fields: PromptFields, _ path: String) throws(PromptError) -> ChoiceTemplate {
    switch fields[.docToChoice]?.value {
    case .text(let text): return .literal(try parse(text, .docToChoice, path))
    case .list(let texts):
      var templates: [FieldTemplate] = []
      for text in texts { templates.append(try parse(text, .docToChoice, path)) }
      return .list(templates)
    case nil: throw fields.missing(.docToChoice)
    }
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    for suffix in [".yaml", ".yml"] where file.hasSuffix(suffix) { return String(file.dropLast(suffix.count)) }
    return file
  }

  private static let sample = MMLUDoc(
    subject: "sample_subject", row: 0, question: "Which?", choices: ["a", "b", "c", "d"], answer: 0)
}
