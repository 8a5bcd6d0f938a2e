import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own function gives for the same doc.
struct PubMedQATests {
  @Test("The parts of the abstract, a line each, and the question")
  func values() throws {
    let call = NativeCall(family: "pubmedqa", module: "preprocess_pubmedqa")
    let doc: Doc = ["CONTEXTS": .texts("First.", "Second."), "QUESTION": .string("Is it?")]
    #expect(
      try call.value("doc_to_text", of: doc) == .string("Abstract: First.\nSecond.\nQuestion: Is it?\nAnswer:"))
  }
}
