import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own function gives for the same doc.
struct ArithmeticTests {
  @Test("Contexts are spelt out, completions stay")
  func values() throws {
    let call = NativeCall(family: "arithmetic", module: "utils")
    let doc: Doc = [
      "context": .string("\n\nQ: What is (2 * 3) + 1?\n\nA: "), "completion": .string(" 7"),
    ]
    let expected: Doc = [
      "context": .string("Question: What is (2 * 3) + 1?\nAnswer:"), "completion": .string(" 7"),
    ]
    #expect(try call.docs([doc]) == [expected])
  }
}
