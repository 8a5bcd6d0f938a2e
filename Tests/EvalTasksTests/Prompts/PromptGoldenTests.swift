import EvalTasks
import Foundation
import SharedFixtures
import Testing

/// The oracles' rendered prompts, edge cases included.
@Suite struct PromptGoldenTests {
  private static let folders = SharedFixtures.testable(["rwkv7-small", "rwkv7"], below: "oracle")

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

  private func golden(_ folder: String) throws -> Golden {
    let file = URL(filePath: SharedFixtures.nearest("oracle/\(folder)/mmlu_prompt_golden.json"))
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
  }

  private func contexts(_ name: String, _ folder: String) throws -> [[UInt8]] {
    let prompted = try PromptedDocs(bundled: name)
    return try golden(folder).examples.map { example in
      let doc = PromptedDocs.doc(example.question, example.choices, example.answer, subject: example.subject)
      return Array(try prompted.context(doc).utf8)
    }
  }

  @Test("recommended renders the oracle's prompts byte for byte", arguments: folders)
  func recommended(folder: String) throws {
    let expected = try golden(folder).examples.map { Array($0.prompt.utf8) }
    #expect(expected.count >= 3)
    #expect(try contexts("recommended", folder) == expected)
  }

  @Test("lm_eval renders the oracle's prompts byte for byte", arguments: folders)
  func lmEval(folder: String) throws {
    let expected = try golden(folder).lm_eval_0shot.map { Array($0.prompt.utf8) }
    #expect(expected.count >= 2)
    #expect(try contexts("lm_eval", folder).prefix(expected.count) == expected[...])
  }
}
