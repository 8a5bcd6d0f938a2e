internal import Console
internal import PythonValues

/// The task `logiqa`.
enum LogiQA {
  static let functions: [String: NativeFunction] = [
    "utils_logiqa.doc_to_text": .docValue { .string(try text(of: $0)) },
    "utils_logiqa.doc_to_target": .docValue { .int(try target(of: $0)) },
  ]

  private static func text(of doc: Doc) throws(UserError) -> String {
    let fields = DocFields(doc)
    var text = "Passage: " + (try fields.text("context"))
    text += "\nQuestion: " + (try fields.text("question")) + "\nChoices:\n"
    for (letter, option) in zip(["A", "B", "C", "D"], try fields.texts("options")) { text += "\(letter). \(option)\n" }
    return text + "Answer:"
  }

  private static func target(of doc: Doc) throws(UserError) -> Int {
    let fields = DocFields(doc)
    let label = PythonText.strip(try fields.text("label"))
    guard let index = ["a", "b", "c", "d"].firstIndex(of: label) else {
      throw fields.wrongKind("label", "a, b, c or d")
    }
    return index
  }
}
