import EvalTasks
import Foundation
import SharedFixtures
import Testing

/// The oracle's rendered prompts, edge cases included.
@Suite(
  .enabled(if: SharedFixtures.has("oracle/rwkv7/mmlu_prompt_golden.json"), Comment(rawValue: SharedFixtures.missing)))
struct PromptGoldenTests {
  private struct Golden: Decodable {
    struct Example: Decodable {
      let subject: String
      let question: String
      let choices: [String]
      let answer: Int
      let prompt: String
    }
    struct Rendered: Decodable { let prompt: String }
    let examples: [Example]
    let lm_eval_0shot: [Rendered]
  }

  private func golden() throws -> Golden {
    let file = URL(filePath: SharedFixtures.path("oracle/rwkv7/mmlu_prompt_golden.json"))
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
  }

  private func contexts(_ name: String) throws -> [[UInt8]] {
    let library = PromptLibrary(folders: [SharedFixtures.packageRoot + "/prompts"])
    let template = try library.template(name)
    return try golden().examples.map { example in
      let doc = MMLUDoc(
        subject: example.subject, row: 0, question: example.question, choices: example.choices, answer: example.answer)
      return Array(try template.render(doc).context.utf8)
    }
  }

  @Test("recommended renders the oracle's prompts byte for byte")
  func recommended() throws {
    let expected = try golden().examples.map { Array($0.prompt.utf8) }
    #expect(expected.count >= 3)
    #expect(try contexts("recommended") == expected)
  }

  @Test("lm_eval renders the oracle's prompts byte for byte")
  func lmEval() throws {
    let expected = try golden().lm_eval_0shot.map { Array($0.prompt.utf8) }
    #expect(expected.count >= 2)
    #expect(try contexts("lm_eval").prefix(expected.count) == expected[...])
  }
}
