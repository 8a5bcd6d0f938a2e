import Foundation
import RWKVModel
import SharedFixtures
import Testing

/// The real RWKV World vocabulary against token ids from the reference tokenizer.
@Suite(
  .enabled(if: SharedFixtures.has("data/rwkv_vocab_v20230424.txt"), Comment(rawValue: SharedFixtures.missing)))
struct WorldVocabularyTests {
  private static let world = Result {
    try WorldTokenizer(contentsOf: SharedFixtures.path("data/rwkv_vocab_v20230424.txt"))
  }

  private struct Golden: Decodable {
    struct Example: Decodable { var prompt: String, tokens: [Int] }
    struct Harness: Decodable { var prompt: String, tokens_no_bos: [Int], continuations: [String: [Int]] }
    var choice_tokens: [String: Int]
    var examples: [Example]
    var lm_eval_0shot: [Harness]
  }

  @Test("It has ids 1 to 65529, without a gap")
  func entries() throws {
    let world = try Self.world.get()
    #expect(world.largestID == 65_529)
    #expect((1...65_529).allSatisfy { world.bytes(of: $0)?.isEmpty == false })
    #expect(world.bytes(of: 65_530) == nil)
  }

  @Test("Every token's bytes encode to that token")
  func everyToken() throws {
    let world = try Self.world.get()
    for id in 1...65_529 {
      guard let bytes = world.bytes(of: id), world.encode(bytes: bytes) != [id] else { continue }
      Issue.record("token \(id) encodes to \(world.encode(bytes: bytes))")
    }
  }

  @Test("The golden prompts encode to the reference's ids")
  func golden() throws {
    let world = try Self.world.get()
    let path = SharedFixtures.path("oracle/rwkv7/mmlu_prompt_golden.json")
    let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: URL(filePath: path)))
    #expect(golden.examples.count + golden.lm_eval_0shot.count >= 2)
    for (text, id) in golden.choice_tokens { #expect(world.encode(text) == [id]) }
    for example in golden.examples {
      #expect([0] + world.encode(example.prompt) == example.tokens)
      #expect(try world.decode(example.tokens) == Array(example.prompt.utf8))
    }
    for example in golden.lm_eval_0shot {
      #expect(world.encode(example.prompt) == example.tokens_no_bos)
      for (text, ids) in example.continuations { #expect(world.encode(text) == ids) }
    }
  }

  @Test(
    "The bundled models' vocabularies are read",
    .enabled(if: SharedFixtures.has("models/demo/vocab.txt"), Comment(rawValue: SharedFixtures.missing)),
    arguments: ["demo", "demo-core"])
  func bundled(model: String) throws {
    let checkpoint = SharedFixtures.path("models/\(model)/model.safetensors")
    let path = try WorldTokenizer.locate(explicit: nil, checkpoint: checkpoint, data: nil)
    #expect(path.hasSuffix("/\(model)/vocab.txt"))
    let tokenizer = try WorldTokenizer(contentsOf: path)
    #expect(tokenizer.largestID >= 256)
    let bytes = (0...255).map { UInt8($0) }
    #expect(try tokenizer.decode(tokenizer.encode(bytes: bytes)) == bytes)
  }
}
