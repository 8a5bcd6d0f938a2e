import Testing

@testable import EvalTasks

@Suite struct PromptTurnTests {
  private func text(_ question: String, _ answer: String?, prefix: String = "") -> String {
    PromptTurn(question: question, answer: answer, genPrefix: prefix, targetDelimiter: "|", end: "#").text
  }

  @Test("Question, delimiter, answer and end follow each other, and without an answer there is only the question")
  func plain() {
    #expect(text("q", "a") == "q|a#")
    #expect(text("q ", "a") == "q |a#")
    #expect(text("q", "") == "q|#")
    #expect(text("q", nil) == "q")
  }

  @Test("A prefix is delimited where no whitespace is, and from its answer by a space")
  func prefix() {
    #expect(text("q", "a", prefix: "p") == "q|p a#")
    #expect(text("q\n", "a", prefix: "p") == "q\np a#")
    #expect(text("q", "a", prefix: "\u{a0}p ") == "q\u{a0}p a#")
    #expect(text("q", " a", prefix: "p") == "q|p a#")
    #expect(text("", "a", prefix: "p") == "p a#")
    #expect(text("q", nil, prefix: "p") == "q|p")
    #expect(text("q ", nil, prefix: "p") == "q p")
    #expect(text("q", "", prefix: "p") == "q|p#")
  }
}
