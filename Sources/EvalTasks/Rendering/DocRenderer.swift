public import Console
internal import EvalCore
public import PythonValues

/// Makes requests of a task's docs, as lm-evaluation-harness does.
///
/// Source: lm-evaluation-harness 0.4.13, `ConfigurableTask`: `fewshot_context` and `construct_requests`.
public struct DocRenderer: Sendable {
  private let task: TaskConfiguration
  private let text: DocTemplate
  private let target: DocTemplate
  private let choice: DocTemplate?
  private let description: OwnColumnText
  private let genPrefix: DocTemplate?
  private let fewShot: FewShotRenderer
  private let needsUnconditional: Bool
  private let hasSeveralContexts: Bool
  private let hasSeveralAnswers: Bool

  /// A renderer of a task's docs.
  ///
  /// The first doc tells what lm-evaluation-harness has it tell: which columns there are; whether `doc_to_text` is the
  /// index of the right context among the choices (then the target is the continuation of them all); and whether
  /// `doc_to_target` is a list, any of which is right.
  ///
  /// - Parameter docs: The docs of the evaluated split, after `process_docs`.
  /// - Throws: `UserError` when there are no docs, a template cannot be parsed, or the first doc does not fit.
  public init(_ task: TaskConfiguration, docs: [Doc]) throws(UserError) {
    guard let first = docs.first.map(task.seen) else {
      throw UserError(
        "there are no docs in the split \"\(task.splits.evaluated)\"", task: task.name,
        remedy: "Look at the data, and at what process_docs leaves of it.")
    }
    self.task = task
    let columns = Array(first.keys)
    text = try DocTemplate(task.docToText, task: task.name, columns: columns)
    target = try DocTemplate(task.docToTarget, task: task.name, columns: columns)
    choice = try task.docToChoice.map { (field) throws(UserError) in
      try DocTemplate(field, task: task.name, columns: columns)
    }
    description = try OwnColumnText(
      task.description, field: task.prompt?.place(of: "description") ?? "description", task: task.name)
    genPrefix = try task.genPrefix.map { (text) throws(UserError) in
      try DocTemplate(text, field: "gen_prefix", task: task.name, columns: columns)
    }
    needsUnconditional = task.metrics?.contains { $0.metric == .builtIn("acc_mutual_info") } ?? false
    do throws(UserError) {
      let question = try text.text(first, hasChoices: choice != nil)
      hasSeveralContexts = choice != nil && question.index != nil
      if case .list(let items) = try target.target(first, hasChoices: choice != nil) {
        hasSeveralAnswers = !items.isEmpty
      } else {
        hasSeveralAnswers = false
      }
    } catch {
      throw error.of(doc: 0)
    }
    fewShot = try FewShotRenderer(task, columns: columns, hasSeveralContexts: hasSeveralContexts)
  }

  /// A doc as a few-shot example: question, answer and the delimiter after it.
  ///
  /// - Throws: `UserError` when a template fails, or the answer is not there.
  public func example(_ doc: Doc) throws(UserError) -> String { try fewShot.example(task.seen(doc)) }

  /// The requests of a doc.
  ///
  /// - Parameters:
  ///   - doc: A doc of the evaluated split.
  ///   - docID: Its index there.
  ///   - examples: Few-shot examples in their order, each from `example(_:)`; a caller that keeps them renders each once.
  /// - Throws: `UserError` with the doc's index.
  public func render(_ doc: Doc, docID: Int, examples: [String] = []) throws(UserError) -> RenderedDoc {
    let seen = task.seen(doc)
    do throws(UserError) {
      // No prompt is laid over whole texts.
      if task.outputType == .loglikelihoodRolling { return try rolling(doc, docID) }
      let before = try before(seen, examples)
      var rendered =
        task.outputType == .loglikelihood
        ? try continuation(seen, docID, after: before) : try multipleChoice(seen, docID, after: before)
      rendered.doc = doc
      rendered.examples = written(before)
      return rendered
    } catch {
      throw error.of(doc: docID)
    }
  }

  private func rolling(_ doc: Doc, _ docID: Int) throws(UserError) -> RenderedDoc {
    let text = written(try targetText(doc))
    return RenderedDoc(
      docID: docID, doc: doc, requests: [], unconditional: [], rolling: RollingText(text), choices: [],
      gold: .text(text), target: text)
  }

  private func continuation(_ doc: Doc, _ docID: Int, after before: String) throws(UserError) -> RenderedDoc {
    let context = context(before + (try turn(try question(doc), doc, delimiter: task.targetDelimiter)))
    let continuation = written(try targetText(doc))
    guard !continuation.isEmpty else {
      throw target.error("the target is empty, and nothing is left to score", remedy: "Look at the doc in the data.")
    }
    return RenderedDoc(
      docID: docID, doc: doc, requests: [PromptRequest(context: context, continuation: continuation)],
      unconditional: [], rolling: nil, choices: [], gold: .text(continuation), target: continuation)
  }

  private func multipleChoice(_ doc: Doc, _ docID: Int, after before: String) throws(UserError) -> RenderedDoc {
    let answer = try target.target(doc, hasChoices: true)
    let choices = try choice?.choices(doc) ?? []
    let delimiter = written(task.targetDelimiter)
    let asked = choices.map(written)
    let requests: [PromptRequest]
    let gold: Gold
    if hasSeveralContexts {
      let continuation = delimiter + written(answer.str)
      requests = try choices.map { (choice) throws(UserError) in
        try request(context(before + turn(choice, doc, delimiter: "")), continuation)
      }
      gold = try GoldAnswer(choices: choices, isList: false).gold(try text.text(doc, hasChoices: true), of: text)
    } else {
      let context = context(before + (try turn(try question(doc), doc, delimiter: task.targetDelimiter)))
      requests = try asked.map { (choice) throws(UserError) in try request(context, delimiter + choice) }
      gold = try GoldAnswer(choices: choices, isList: hasSeveralAnswers).gold(answer, of: target)
    }
    return RenderedDoc(
      docID: docID, doc: doc, requests: requests,
      unconditional: needsUnconditional
        ? asked.map { PromptRequest(context: "", continuation: delimiter + $0) } : [],
      rolling: nil, choices: asked, gold: gold, target: answer.str)
  }

  /// A text with the task's line ends.
  private func written(_ text: String) -> String {
    task.newlines == .unix ? PythonText.withUnixNewlines(text) : text
  }

  /// A whole context as it is asked.
  private func context(_ text: String) -> String {
    task.strip == .whole ? PythonText.strip(written(text)) : written(text)
  }

  /// Description and few-shot examples.
  private func before(_ doc: Doc, _ examples: [String]) throws(UserError) -> String {
    try description.text(doc) + examples.joined()
  }

  private func question(_ doc: Doc) throws(UserError) -> String {
    let value = try text.text(doc, hasChoices: choice != nil)
    guard case .string(let question) = value else { throw text.notText(value) }
    return question
  }

  private func turn(_ question: String, _ doc: Doc, delimiter: String) throws(UserError) -> String {
    PromptTurn(question: question, genPrefix: try genPrefix?.plainText(doc) ?? "", targetDelimiter: delimiter).text
  }

  private func request(_ context: String, _ continuation: String) throws(UserError) -> PromptRequest {
    guard !continuation.isEmpty else {
      throw (choice ?? target).error(
        "a choice is empty and so is target_delimiter: nothing is left to score", remedy: "Look at the doc in the data."
      )
    }
    return PromptRequest(context: context, continuation: continuation)
  }

  private func targetText(_ doc: Doc) throws(UserError) -> String {
    let value = try target.target(doc, hasChoices: choice != nil)
    guard case .string(let text) = value else { throw target.notText(value) }
    return text
  }
}
