import EvalCore
import PythonValues

/// The prompts of a run: by task, each few-shot text once.
struct PromptTexts {
  private let index: DocIndex
  private let questions: [DocKey: AskedQuestion]

  /// The prompts of docs; those that `questions` does not have are left out.
  init(_ index: DocIndex, _ questions: [DocKey: AskedQuestion]) {
    self.index = index
    self.questions = questions
  }

  /// A list of tasks, in each a column a field.
  var json: PythonValue {
    .list(
      index.tasks.compactMap { docs in
        let keys = docs.outcomes.map { DocKey($0) }
        return task(docs.task, keys.compactMap { key in questions[key].map { (key.docID, $0) } })
      })
  }

  private func task(_ name: String, _ docs: [(id: Int, question: AskedQuestion)]) -> PythonValue? {
    guard !docs.isEmpty else { return nil }
    var texts = ExampleTexts()
    let rendered = docs.map { texts.render($0.question) }
    return .dictionary([
      "task": .string(name),
      "examples": .list(texts.texts.map { .string($0) }),
      "ids": .list(docs.map { .int($0.id) }),
      "contexts": .list(rendered.map { .list($0.contexts) }),
      "requests": .list(rendered.map { .list($0.requests) }),
      "targets": .list(docs.map { .string($0.question.target) }),
    ])
  }
}

/// Few-shot texts, each once, and what refers to them.
private struct ExampleTexts {
  private(set) var texts: [String] = []
  private var numbers: [ExactText: Int] = [:]

  /// The contexts of a question, and its requests with the number of their context; −1 for a whole text.
  mutating func render(_ question: AskedQuestion) -> (contexts: [PythonValue], requests: [PythonValue]) {
    var contexts: [PythonValue] = []
    var places: [ExactText: Int] = [:]
    let requests = question.arguments.map { request -> PythonValue in
      guard request.count > 1 else { return .list([.int(-1), .string(request.first ?? "")]) }
      let context = ExactText(request[0])
      let place = places[context] ?? contexts.count
      if place == contexts.count {
        contexts.append(split(request[0], examples: question.examples))
        places[context] = place
      }
      return .list([.int(place), .string(request[1])])
    }
    return (contexts, requests)
  }

  private mutating func split(_ context: String, examples: String) -> PythonValue {
    guard !examples.isEmpty, context.utf8.starts(with: examples.utf8) else {
      return .list([.int(-1), .string(context)])
    }
    let own = String(decoding: context.utf8.dropFirst(examples.utf8.count), as: UTF8.self)
    return .list([.int(number(of: examples)), .string(own)])
  }

  private mutating func number(of examples: String) -> Int {
    if let number = numbers[ExactText(examples)] { return number }
    numbers[ExactText(examples)] = texts.count
    texts.append(examples)
    return texts.count - 1
  }
}
