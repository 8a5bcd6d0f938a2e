public import Console
public import PythonValues

/// Writes docs as few-shot examples.
struct FewShotRenderer: Sendable {
  private let text: DocTemplate
  private let target: DocTemplate
  private let choice: DocTemplate?
  private let genPrefix: OwnColumnText?
  private let targetDelimiter: String
  private let end: String
  private let hasChoices: Bool
  private let hasSeveralContexts: Bool

  /// - Parameters:
  ///   - columns: The columns of the evaluated docs.
  ///   - hasSeveralContexts: Whether `doc_to_text` is the index of the right one among the choices.
  init(_ task: TaskConfiguration, columns: [String], hasSeveralContexts: Bool) throws(UserError) {
    let fewShot = task.fewShot
    text = try DocTemplate(fewShot.docToText, task: task.name, columns: columns)
    target = try DocTemplate(fewShot.docToTarget, task: task.name, columns: columns)
    choice = try fewShot.docToChoice.map { (field) throws(UserError) in
      try DocTemplate(field, task: task.name, columns: columns)
    }
    genPrefix = try fewShot.genPrefix.map { (text) throws(UserError) in
      try OwnColumnText(text, field: "gen_prefix", task: task.name)
    }
    targetDelimiter = fewShot.targetDelimiter
    end = fewShot.fewShotDelimiter
    hasChoices = task.docToChoice != nil
    self.hasSeveralContexts = hasSeveralContexts
  }

  /// The example with its answer and the delimiter after it.
  func example(_ doc: Doc) throws(UserError) -> String {
    PromptTurn(
      question: try question(doc), answer: try answer(doc), genPrefix: try genPrefix?.text(doc) ?? "",
      targetDelimiter: targetDelimiter, end: end
    ).text
  }

  private func question(_ doc: Doc) throws(UserError) -> String {
    let value = try text.text(doc, hasChoices: hasChoices)
    if hasSeveralContexts, let index = value.index { return try pick(index, doc, for: text) }
    guard case .string(let question) = value else { throw text.notText(value) }
    return question
  }

  /// The answer's text; nil for a target of `None` or no text.
  private func answer(_ doc: Doc) throws(UserError) -> String? {
    let value = try target.target(doc, hasChoices: hasChoices)
    switch value {
    case .none, .string(""): return nil
    case .string(let text): return text
    case .list(let items):
      guard case .string(let first) = items.first else {
        throw target.error(
          "\(value.repr.prefix(80)) does not begin with the text of an answer",
          remedy: "A few-shot example needs one: give texts, or set doc_to_target in fewshot_config.")
      }
      return first
    default:
      guard let index = value.index, !hasSeveralContexts else { throw target.notText(value) }
      return try pick(index, doc, for: target)
    }
  }

  /// A choice by its index, from the end where that is negative, as in Python.
  private func pick(_ index: Int, _ doc: Doc, for template: DocTemplate) throws(UserError) -> String {
    guard let choices = try choice?.choices(doc) else {
      throw template.error("there are no choices for the index \(index)", remedy: "Add doc_to_choice, or give a text.")
    }
    let position = index < 0 ? index + choices.count : index
    guard choices.indices.contains(position) else {
      throw template.error(
        "the answer \(index) of a few-shot example is out of range: it has \(choices.count) choices",
        remedy: "Count choices from 0, or take the doc out of the data.")
    }
    return choices[position]
  }
}

/// A question with its answer, or with the beginning of one.
///
/// Source: lm-evaluation-harness 0.4.13, `ConfigurableTask.build_qa_turn`.
struct PromptTurn {
  let question: String
  /// Nil where there is none: in the question that is asked, and in an example without a target.
  var answer: String?
  /// What begins every answer; empty for nothing.
  let genPrefix: String
  let targetDelimiter: String
  /// What stands after an answer.
  var end = ""

  /// The turn as it stands in the prompt.
  var text: String {
    guard let answer else { return question + delimiter + genPrefix }
    let joint = genPrefix.isEmpty || answer.isEmpty || Self.meet(genPrefix, answer) ? "" : " "
    return question + delimiter + genPrefix + joint + answer + end
  }

  private var delimiter: String {
    guard !genPrefix.isEmpty else { return answer == nil ? "" : targetDelimiter }
    return question.isEmpty || Self.meet(question, genPrefix) ? "" : targetDelimiter
  }

  /// Whether there is whitespace where two texts meet.
  private static func meet(_ before: String, _ after: String) -> Bool {
    guard let last = before.unicodeScalars.last, let first = after.unicodeScalars.first else { return false }
    return PythonText.isWhitespace(last) || PythonText.isWhitespace(first)
  }
}

/// The texts of few-shot examples, kept from one doc to the next: with `first_n` all docs have the same.
public struct ExampleTexts: Sendable {
  private let renderer: DocRenderer
  private var docs: [Doc] = []
  private var texts: [String] = []

  /// No texts yet.
  public init(_ renderer: DocRenderer) { self.renderer = renderer }

  /// The texts of examples, rendered where they are not those of the last call.
  ///
  /// - Throws: `UserError` as `DocRenderer.example(_:)`.
  public mutating func texts(of docs: [Doc]) throws(UserError) -> [String] {
    guard docs != self.docs else { return texts }
    texts = try docs.map { (doc) throws(UserError) in try renderer.example(doc) }
    self.docs = docs
    return texts
  }
}
