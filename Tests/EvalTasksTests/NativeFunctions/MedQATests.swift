import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same doc.
struct MedQATests {
  @Test("Question and lettered endings")
  func values() throws {
    let call = NativeCall(family: "medqa", module: "preprocess_medqa")
    let doc: Doc = [
      "sent1": .string("A 5 year old?"), "ending0": .string("aspirin"), "ending1": .string("rest"),
      "ending2": .string("3"), "ending3": .string("x"), "label": .int(2),
    ]
    #expect(
      try call.value("doc_to_text", of: doc)
        == .string("Question: A 5 year old?\nA. aspirin\nB. rest\nC. 3\nD. x\nAnswer:"))
    #expect(try call.value("doc_to_target", of: doc) == .int(2))
  }
}
