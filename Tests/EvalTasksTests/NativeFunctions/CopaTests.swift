import Console
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same docs.
struct CopaTests {
  private let call = NativeCall(family: "super_glue/copa", module: "utils")

  private func doc(_ premise: String, _ one: String, _ two: String, _ question: String, _ label: Int) -> Doc {
    [
      "premise": .string(premise), "choice1": .string(one), "choice2": .string(two), "question": .string(question),
      "label": .int(label),
    ]
  }

  @Test("The premise loses its full stop, the choices their capital")
  func values() throws {
    let cause = doc(" The girl slept. ", "She was tired.", "Élan vital.", "cause", 0)
    #expect(try call.value("doc_to_text", of: cause) == .string("The girl slept because"))
    #expect(try call.value("doc_to_target", of: cause) == .string(" she was tired."))
    #expect(try call.value("doc_to_choice", of: cause) == .texts(" she was tired.", " élan vital."))
    let effect = doc("It rained!", "İx", "We left.", "effect", 1)
    #expect(try call.value("doc_to_text", of: effect) == .string("It rained therefore"))
    #expect(try call.value("doc_to_target", of: effect) == .string(" we left."))
    #expect(try call.value("doc_to_choice", of: effect) == .texts(" i\u{307}x", " we left."))
  }

  @Test("A question that is neither cause nor effect, and an empty choice, are errors")
  func wrong() {
    let doc = doc("It rained!", "", "We left.", "reason", 1)
    let error = #expect(throws: UserError.self) { try call.value("doc_to_text", of: doc) }
    #expect(error?.description.contains("\"reason\". Expected one of: cause, effect.") == true)
    #expect(throws: UserError.self) { try call.value("doc_to_choice", of: doc) }
  }
}
