import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct DocumentTokensTests {
  private let folder = try? TemporaryFolder()
  private static let tokenizer = #"{"model": {"type": "WordLevel", "vocab": {"a": 0, "<s>": 1, "</s>": 2}}}"#

  private func tokens(_ files: [String: String]) throws -> DocumentTokens {
    let folder = try #require(folder)
    let path = try folder.write(Array(Self.tokenizer.utf8), to: "tokenizer.json")
    for (name, text) in files { _ = try folder.write(Array(text.utf8), to: name) }
    return try DocumentTokens(of: Tokenizer(contentsOf: path), checkpoint: folder.path)
  }

  @Test("The nearest file that has one of the tokens says both, and the end stands in for the beginning")
  func order() throws {
    let none = try tokens([:])
    #expect(none.start == nil && none.end == nil)
    let numbers = try tokens(["config.json": #"{"bos_token_id": 1, "eos_token_id": [2, 0]}"#])
    #expect(numbers.start == 1 && numbers.end == 2)
    let generation = try tokens(["generation_config.json": #"{"bos_token_id": null, "eos_token_id": 2}"#])
    #expect(generation.start == 2 && generation.end == 2)
    let named = try tokens(["tokenizer_config.json": #"{"bos_token": {"content": "<s>"}, "eos_token": "a"}"#])
    #expect(named.start == 1 && named.end == 0)
  }

  @Test("A token that the tokenizer has not is refused")
  func unknown() throws {
    let text = #expect(throws: UserError.self) { try tokens(["tokenizer_config.json": #"{"bos_token": "<x>"}"#]) }
    #expect(text?.description.contains(#"bos_token is "<x>". Write the text of a token that"#) == true)
    let number = #expect(throws: UserError.self) {
      try tokens(["tokenizer_config.json": "{}", "config.json": #"{"bos_token_id": 9}"#])
    }
    #expect(number?.description.contains("bos_token_id is 9") == true)
  }

  @Test("RWKV World's vocabulary has token 0 for both")
  func world() throws {
    let path = try #require(folder).write(SampleVocabulary.bytes(SampleVocabulary.lines), to: "vocab.txt")
    let tokens = try DocumentTokens(of: Tokenizer(contentsOf: path), checkpoint: path)
    #expect(tokens.start == 0 && tokens.end == 0)
  }
}
