import Console
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same doc.
struct WinoGrandeTests {
  private let call = NativeCall(family: "winogrande", module: "preprocess_winogrande")
  private let doc: Doc = [
    "sentence": .string("Ann gave Bea _  because she é asked _ for it. "), "option1": .string("milk"),
    "option2": .string("the tea"), "answer": .string("2"),
  ]

  @Test("The sentence is cut at its first gap")
  func values() throws {
    #expect(try call.value("doc_to_text", of: doc) == .int(1))
    #expect(try call.value("doc_to_target", of: doc) == .string("because she é asked _ for it."))
    #expect(try call.value("doc_to_choice", of: doc) == .texts("Ann gave Bea milk", "Ann gave Bea the tea"))
  }

  @Test("A sentence without a gap and an answer that is none are errors")
  func wrong() {
    var doc = doc
    doc["sentence"] = .string("No gap.")
    doc["answer"] = .string("")
    #expect(throws: UserError.self) { try call.value("doc_to_choice", of: doc) }
    let error = #expect(throws: UserError.self) { try call.value("doc_to_text", of: doc) }
    #expect(error?.description.contains("\"answer\" is not \"1\" or \"2\"") == true)
  }
}
