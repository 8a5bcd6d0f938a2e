import Console
import Archives
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own function gives for the same docs.
struct HellaSwagTests {
  private let call = NativeCall(family: "hellaswag", module: "utils")

  private func doc(_ activity: String, _ a: String, _ b: String, _ endings: PythonValue, _ label: String) -> Doc {
    [
      "activity_label": .string(activity), "ctx_a": .string(a), "ctx_b": .string(b), "endings": endings,
      "label": .string(label),
    ]
  }

  @Test("Titles become sentences, brackets on one line go, double spaces become one")
  func cleaning() throws {
    let doc = doc(
      " Cakes and Pastry", "[header] How to  bake [title] a  cake", "first, STIR it",
      .texts("[substeps] one  two", "a [b\nc] d", "x [title] y [z]", " é ΑΣ "), "3")
    let processed = try #require(try call.docs([doc]).first)
    #expect(processed["query"] == .string("Cakes and Pastry: How to bake. a cake First, stir it"))
    #expect(processed["choices"] == .texts(" one two", "a [b\nc] d", "x. y ", "é ΑΣ"))
    #expect(processed["gold"] == .int(3))
    #expect(
      Array(processed.keys) == ["activity_label", "ctx_a", "ctx_b", "endings", "label", "query", "choices", "gold"])
  }

  @Test("Brackets that are empty, open or inside each other")
  func brackets() throws {
    let processed = try #require(
      try call.docs([doc("Roof", "A man sits.", "", .texts("[a] [b] [c", "]]", "", "[[x]]"), "0")]).first)
    #expect(processed["query"] == .string("Roof: A man sits."))
    #expect(processed["choices"] == .texts(" [c", "]]", "", "]"))
  }

  @Test("Capitals follow Python's rules, the sharp s and the final sigma among them, and labels may have spaces")
  func capitals() throws {
    let processed = try #require(try call.docs([doc("y", "x", "ßa ΟΔΟΣ ΣΑ", .texts("a   b"), " 2 ")]).first)
    #expect(processed["query"] == .string("y: x Ssa οδος σα"))
    #expect(processed["choices"] == .texts("a  b"))
    #expect(processed["gold"] == .int(2))
  }

  @Test("A doc without a label says so")
  func noLabel() {
    let error = #expect(throws: UserError.self) { try call.docs([doc("y", "x", "z", .texts("a"), "")]) }
    #expect(error?.description.contains("\"label\" is not a whole number") == true)
  }

  @Test("A misspelt field is named, with the one that was meant")
  func misspelt() {
    var doc = doc("y", "x", "z", .texts("a"), "1")
    doc["ctxa"] = doc.removeValue(forKey: "ctx_a")
    let error = #expect(throws: UserError.self) { try call.docs([doc]) }
    #expect(error?.problem == "the doc has no field \"ctx_a\"")
    #expect(error?.remedy.contains("\"ctxa\"") == true)
  }

  @Test("Two thousand random docs come out as lm-eval's function leaves them")
  func randomDocs() throws {
    let pieces = "[] \n\t. aBÉßΣς\u{a0}".unicodeScalars.map { String($0) } + ["[title]", " [title]", "[step]", "  "]
    var random = PythonRandom(seed: 8)
    func text(_ count: Int) -> String { (0..<count).map { _ in random.choice(pieces) }.joined() }
    var digest = ContentDigest()
    for _ in 0..<2000 {
      let (a, b, activity) = (text(12), text(8), text(5))
      let processed = try call.docs([doc(activity, a, b, .texts(text(20), text(20)), "1")])[0]
      guard case .string(let query) = processed["query"], case .list(let choices) = processed["choices"] else {
        Issue.record("no question or no choices")
        return
      }
      let texts = choices.compactMap { if case .string(let text) = $0 { text } else { nil } }
      digest.update((([query] + texts).joined(separator: "\u{1f}") + "\n").utf8)
    }
    #expect(digest.hex() == "3f0a3b14b14bab0b5b15c5a8250804f3d90942de564e35aa03e6ab35d5ce05f1")
  }
}
