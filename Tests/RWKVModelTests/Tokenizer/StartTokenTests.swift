import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct StartTokenTests {
  private let folder = try? TemporaryFolder()
  private static let tokenizer = #"{"model": {"type": "WordLevel", "vocab": {"a": 0, "<s>": 1, "</s>": 2}}}"#

  private func start(_ files: [String: String]) throws -> Int? {
    let folder = try #require(folder)
    let path = try folder.write(Array(Self.tokenizer.utf8), to: "tokenizer.json")
    for (name, text) in files { _ = try folder.write(Array(text.utf8), to: name) }
    return try Tokenizer(contentsOf: path).startToken(checkpoint: folder.path)
  }

  @Test("The nearest file that has one of the tokens says it, and the end stands in for the beginning")
  func order() throws {
    #expect(try start([:]) == nil)
    #expect(try start(["config.json": #"{"bos_token_id": 1, "eos_token_id": [2, 0]}"#]) == 1)
    #expect(try start(["generation_config.json": #"{"bos_token_id": null, "eos_token_id": [2, 0]}"#]) == 2)
    #expect(try start(["tokenizer_config.json": #"{"bos_token": {"content": "<s>"}, "eos_token": "a"}"#]) == 1)
    #expect(try start(["tokenizer_config.json": #"{"eos_token": "a"}"#]) == 0)
  }

  @Test("A token that the tokenizer has not is refused")
  func unknown() throws {
    let text = #expect(throws: UserError.self) { try start(["tokenizer_config.json": #"{"bos_token": "<x>"}"#]) }
    #expect(text?.description.contains(#"bos_token is "<x>". Write the text of a token that"#) == true)
    let number = #expect(throws: UserError.self) {
      try start(["tokenizer_config.json": "{}", "config.json": #"{"bos_token_id": 9}"#])
    }
    #expect(number?.description.contains("bos_token_id is 9") == true)
  }

  @Test("RWKV World's vocabulary has token 0")
  func world() throws {
    let path = try #require(folder).write(SampleVocabulary.bytes(SampleVocabulary.lines), to: "vocab.txt")
    #expect(try Tokenizer(contentsOf: path).startToken(checkpoint: path) == 0)
  }
}
