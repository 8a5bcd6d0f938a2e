import Console
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own function gives for the same docs.
struct WSC273Tests {
  private let call = NativeCall(family: "wsc273", module: "utils")

  private func doc(_ text: String, _ pronoun: String, _ place: Int, _ one: String, _ two: String) -> Doc {
    [
      "text": .string(text), "pronoun": .string(pronoun), "pronoun_loc": .int(place), "options": .texts(one, two),
      "label": .int(0),
    ]
  }

  @Test("Options get a possessive and lose their capital inside a sentence; text loses double spaces")
  func values() throws {
    let docs = try call.docs(
      [
        doc("The city council refused.  They feared it.", "They", 26, "The council", "Tom  and The dog"),
        doc("Joan thanked Susan for her help", "her", 23, "Joan", "The Susan The"),
        doc("It ends.", "It", 1, "The end", "A thing"),
      ], by: "process_doc")
    #expect(docs[0]["text"] == .string("The city council refused. They feared it."))
    #expect(docs[0]["options"] == .texts("The council", "Tom  and The dog"))
    #expect(docs[1]["options"] == .texts("Joan's", "the Susan the's"))
    #expect(docs[2]["options"] == .texts("The end", "A thing"))
  }

  @Test("A place outside the text is an error")
  func wrong() {
    #expect(throws: UserError.self) {
      try call.docs([doc("It ends.", "It", 99, "The end", "A thing")], by: "process_doc")
    }
  }
}
