import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same docs in their first call.
struct GPQATests {
  private let docs: [Doc] = (0..<5).map { index in
    [
      "Question": .string("q\(index)"), "Incorrect Answer 1": .string(" w\(index)a [title] x"),
      "Incorrect Answer 2": .string("w\(index)  b"),
      "Incorrect Answer 3": index == 2 ? PythonValue.none : .string("w\(index)c"),
      "Correct Answer": .string("right\(index)"),
    ]
  }

  private func rows(_ family: String) throws -> [[PythonValue?]] {
    try NativeCall(family: family, module: "utils").docs(docs).map { doc in
      ["choice1", "choice2", "choice3", "choice4", "answer"].map { doc[$0] }
    }
  }

  @Test("The n-shot form shuffles from seed 42")
  func seeded() throws {
    let expected = [
      ["w0c", "w0 b", "right0", "w0a. x", "(C)"], ["right1", "w1c", "w1a. x", "w1 b", "(A)"],
      ["w2 b", "right2", " ", "w2a. x", "(B)"], ["w3 b", "w3c", "w3a. x", "right3", "(D)"],
      ["w4 b", "w4c", "right4", "w4a. x", "(C)"],
    ]
    #expect(try rows("tasks/gpqa/n_shot") == expected.map { $0.map(PythonValue.string) })
  }

  @Test("The zero-shot form shuffles as Python's global generator does after seed 0")
  func global() throws {
    let expected = [
      ["w0c", "w0a. x", "w0 b", "right0", "(D)"], ["w1a. x", "w1 b", "right1", "w1c", "(C)"],
      ["w2a. x", " ", "w2 b", "right2", "(D)"], ["w3 b", "w3a. x", "right3", "w3c", "(C)"],
      ["w4c", "w4a. x", "right4", "w4 b", "(C)"],
    ]
    #expect(try rows("gpqa/zeroshot") == expected.map { $0.map(PythonValue.string) })
  }

  @Test("A split is shuffled the same way every time")
  func repeated() throws { #expect(try rows("gpqa/n_shot") == rows("gpqa/n_shot")) }
}
