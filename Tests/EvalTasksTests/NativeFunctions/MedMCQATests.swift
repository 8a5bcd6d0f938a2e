import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own function gives for the same doc.
struct MedMCQATests {
  @Test("Question and lettered choices, as Python prints them")
  func values() throws {
    let call = NativeCall(family: "medmcqa", module: "utils_medmcqa")
    let doc: Doc = [
      "question": .string("Which bone?"), "opa": .string("ulna"), "opb": .string("radius"), "opc": .int(7),
      "opd": PythonValue.none,
    ]
    #expect(
      try call.value("doc_to_text", of: doc)
        == .string("Question: Which bone?\nChoices:\nA. ulna\nB. radius\nC. 7\nD. None\nAnswer:"))
  }
}
