import Foundation
import RWKVModel
import SharedFixtures
import Testing

/// The real RWKV World vocabulary against token ids from the reference tokenizer, and a made-up one in its format, of
/// all kinds of lines, against Python's reading of it.
@Suite struct WorldVocabularyTests {
  private static let made = "made_vocab.txt"
  private static let real = "rwkv_vocab_v20230424.txt"
  private static let files = SharedFixtures.testable([made, real], below: "data")
  private static let loaded = files.map { file in
    Result { try WorldTokenizer(contentsOf: SharedFixtures.nearest("data/" + file)) }
  }

  private func tokenizer(_ file: String) throws -> WorldTokenizer {
    try Self.loaded[#require(Self.files.firstIndex(of: file))].get()
  }

  private struct Golden: Decodable {
    struct Example: Decodable { var prompt: String, tokens: [Int] }
    struct Harness: Decodable { var prompt: String, tokens_no_bos: [Int], continuations: [String: [Int]] }
    var choice_tokens: [String: Int]
    var examples: [Example]
    var lm_eval_0shot: [Harness]
  }

  @Test(
    "The real one has ids 1 to 65529, without a gap",
    .enabled(if: SharedFixtures.has("data/" + real), Comment(rawValue: SharedFixtures.missing)))
  func entries() throws {
    let world = try tokenizer(Self.real)
    #expect(world.largestID == 65_529)
    #expect((1...65_529).allSatisfy { world.bytes(of: $0)?.isEmpty == false })
    #expect(world.bytes(of: 65_530) == nil)
  }

  @Test("Every token's bytes encode to that token", arguments: files)
  func everyToken(file: String) throws {
    let world = try tokenizer(file)
    var count = 0
    for id in 1...world.largestID {
      guard let bytes = world.bytes(of: id) else { continue }
      count += 1
      if world.encode(bytes: bytes) != [id] { Issue.record("token \(id) encodes to \(world.encode(bytes: bytes))") }
    }
    #expect(count == (file == Self.made ? 1567 : 65_529))
  }

  @Test("The golden prompts encode to the reference's ids", arguments: files)
  func golden(file: String) throws {
    let world = try tokenizer(file)
    let folder = file == Self.made ? "rwkv7-small" : "rwkv7"
    let path = SharedFixtures.nearest("oracle/\(folder)/mmlu_prompt_golden.json")
    let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: URL(filePath: path)))
    #expect(golden.examples.count + golden.lm_eval_0shot.count >= 2)
    #expect(golden.choice_tokens.count == 4)
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

  @Test("The bundled models' vocabularies are read", arguments: ["demo", "demo-core"])
  func bundled(model: String) throws {
    let checkpoint = SharedFixtures.packageRoot + "/models/\(model)/model.safetensors"
    let path = try Tokenizer.locate(explicit: nil, checkpoint: checkpoint, data: nil)
    #expect(path.hasSuffix("/\(model)/vocab.txt"))
    let tokenizer = try WorldTokenizer(contentsOf: path)
    #expect(tokenizer.largestID >= 256)
    let bytes = (0...255).map { UInt8($0) }
    #expect(try tokenizer.decode(tokenizer.encode(bytes: bytes)) == bytes)
  }
}
