import Console
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same doc.
struct LogiQATests {
  private let call = NativeCall(family: "logiqa", module: "utils_logiqa")
  private let doc: Doc = [
    "context": .string("Some context."), "question": .string("Which?"),
    "options": .texts("one", "two", "three", "four"), "label": .string("c "),
  ]

  @Test("Passage, question and lettered choices")
  func values() throws {
    #expect(
      try call.value("doc_to_text", of: doc)
        == .string(
          "Passage: Some context.\nQuestion: Which?\nChoices:\nA. one\nB. two\nC. three\nD. four\nAnswer:"))
    #expect(try call.value("doc_to_target", of: doc) == .int(2))
  }

  @Test("A label that is no letter of a choice is an error")
  func wrong() {
    var doc = doc
    doc["label"] = .string("e")
    #expect(throws: UserError.self) { try call.value("doc_to_target", of: doc) }
  }
}
