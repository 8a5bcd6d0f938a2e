@testable import PythonValues
import Testing

@Suite struct DidYouMeanTests {
  private let known = ["question", "choices", "subject", "answer"]

  @Test(
    "The nearest names are offered, best first",
    arguments: [
      ("questoin", ["question"]), ("Question", ["question"]), ("choice", ["choices"]), ("answers", ["answer"]),
      ("sub", ["subject"]), ("zebra", []), ("", []),
    ])
  func nearest(typed: String, expected: [String]) { #expect(DidYouMean.nearest(to: typed, in: known) == expected) }

  @Test("At most three names are offered, in a sentence")
  func question() {
    let subjects = ["college_physics", "conceptual_physics", "high_school_physics", "physics"]
    #expect(
      DidYouMean.question("physic", in: subjects)
        == "Did you mean \"physics\", \"college_physics\" or \"conceptual_physics\"?")
    #expect(DidYouMean.question("anatomie", in: ["anatomy"]) == "Did you mean \"anatomy\"?")
    #expect(DidYouMean.question("zebra", in: subjects).isEmpty)
  }
}
