import Console
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same doc.
struct RaceTests {
  private let call = NativeCall(family: "race", module: "preprocess_race")

  private func doc(_ problems: String) -> Doc {
    ["article": .string("An article.\nTwo lines."), "problems": .string(problems)]
  }

  @Test("All problems but the last are shown with their answers; one with a gap is filled")
  func values() throws {
    let doc = doc(
      """
      [{'question': 'He likes   _  .', 'answer': 'B', 'options': ['a', 'the "tea"', 'c', 'd']}, \
      {'question': 'Why?', 'answer': 'D', 'options': ["it's", 'x', 'y', 'z é']}, \
      {'question': 'What is the  _  ?', 'answer': 'C', 'options': ['p', 'q', 'r', 's']}]
      """)
    #expect(
      try call.value("doc_to_text", of: doc)
        == .string(
          "Article: An article.\nTwo lines.\n\nHe likes  the \"tea\"\nQuestion: Why?\nAnswer: z é\nWhat is the  _  ?"))
    #expect(try call.value("doc_to_choice", of: doc) == .texts("p", "q", "r", "s"))
    #expect(try call.value("doc_to_target", of: doc) == .int(2))
  }

  @Test("Problems that are none, too few options and an unknown answer are errors")
  func wrong() {
    #expect(throws: UserError.self) { try call.value("doc_to_text", of: doc("[]")) }
    #expect(throws: UserError.self) { try call.value("doc_to_text", of: doc("[1]")) }
    let short = doc("[{'question': 'Why?', 'answer': 'E', 'options': ['a']}]")
    #expect(throws: UserError.self) { try call.value("doc_to_choice", of: short) }
    #expect(throws: UserError.self) { try call.value("doc_to_target", of: short) }
  }
}
