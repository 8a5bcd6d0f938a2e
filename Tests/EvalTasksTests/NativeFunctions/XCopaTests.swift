import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same doc.
struct XCopaTests {
  private let call = NativeCall(family: "xcopa", module: "utils")
  private let doc: Doc = [
    "premise": .string(" Xe đã hỏng. "), "choice1": .string("Élan."), "choice2": .string("我们走。"),
    "question": .string("cause"),
  ]

  @Test(
    "Each language has its connectors",
    arguments: [
      ("et", "sest", "seetõttu"), ("ht", "poukisa", "donk sa"), ("id", "karena", "maka"), ("it", "perché", "quindi"),
      ("qu", "imataq", "chaymi"), ("sw", "kwa sababu", "kwa hiyo"), ("ta", "காரணமாக", "எனவே"),
      ("th", "เพราะ", "ดังนั้น"), ("tr", "çünkü", "bu yüzden"), ("vi", "bởi vì", "vì vậy"), ("zh", "因为", "所以"),
    ])
  func connectors(language: String, cause: String, effect: String) throws {
    var doc = doc
    #expect(try call.value("doc_to_text_\(language)", of: doc) == .string("Xe đã hỏng \(cause)"))
    doc["question"] = .string("effect")
    #expect(try call.value("doc_to_text_\(language)", of: doc) == .string("Xe đã hỏng \(effect)"))
  }

  @Test("The choices lose their capital and get no space")
  func choices() throws { #expect(try call.value("doc_to_choice", of: doc) == .texts("élan.", "我们走。")) }
}
