internal import Console
internal import PythonValues

/// The task `race`: an article with several problems, written as a Python literal; the last is asked, the others are
/// shown with their answers.
enum Race {
  static let functions: [String: NativeFunction] = [
    "preprocess_race.doc_to_text": .docValue { .string(try text(of: $0)) },
    "preprocess_race.doc_to_choice": .docValue { doc in
      let options = try lastProblem(of: doc).texts("options")
      guard options.count >= 4 else { throw DocFields(doc).wrongKind("problems", "a list of problems with 4 options") }
      return .list(options.prefix(4).map(PythonValue.string))
    },
    "preprocess_race.doc_to_target": .docValue { .int(try answer(of: lastProblem(of: $0))) },
  ]

  private static let gap = "  _  ."

  private static func text(of doc: Doc) throws -> String {
    var text = "Article: " + (try DocFields(doc).text("article")) + "\n\n"
    for problem in try problems(of: doc).dropLast() {
      let question = try problem.text("question")
      let options = try problem.texts("options")
      let index = try answer(of: problem)
      guard options.indices.contains(index) else { throw problem.wrongKind("answer", "the letter of an option") }
      if question.unicodeScalars.suffix(6).elementsEqual(gap.unicodeScalars) {
        text += String(question.unicodeScalars.dropLast(5)) + options[index] + "\n"
      } else {
        text += "Question: " + question + "\nAnswer: " + options[index] + "\n"
      }
    }
    return text + (try lastProblem(of: doc).text("question"))
  }

  private static func problems(of doc: Doc) throws -> [DocFields] {
    let fields = DocFields(doc)
    guard case .list(let values) = try PythonLiteral.parse(fields.text("problems")) else {
      throw fields.wrongKind("problems", "a list of problems")
    }
    return try values.map { value in
      guard case .dictionary(let problem) = value else { throw fields.wrongKind("problems", "a list of problems") }
      return DocFields(problem)
    }
  }

  private static func lastProblem(of doc: Doc) throws -> DocFields {
    guard let problem = try problems(of: doc).last else {
      throw DocFields(doc).wrongKind("problems", "a list with a problem")
    }
    return problem
  }

  private static func answer(of problem: DocFields) throws(UserError) -> Int {
    guard let index = ["A", "B", "C", "D"].firstIndex(of: try problem.text("answer")) else {
      throw problem.wrongKind("answer", "A, B, C or D")
    }
    return index
  }
}
