import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

/// What is said of a `tokenizer.json` that cannot be used.
@Suite struct HubTokenizerErrorTests {
  private let folder = try? TemporaryFolder()

  private static let pairs = #""type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]"#

  private func load(_ text: String) throws -> Tokenizer {
    try Tokenizer(contentsOf: #require(folder).write(Array(text.utf8), to: "tokenizer.json"))
  }

  private func refusal(_ text: String) -> String {
    let error = #expect(throws: UserError.self) { try load(text) }
    return (error?.description ?? "").replacing(folder?.path ?? "", with: "")
  }

  @Test("A model that is plain BPE is read, with merges in both forms")
  func plain() throws {
    let both = #"{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": [["a", "b"]]}}"#
    for text in ["{\"model\": {\(Self.pairs)}}", both] {
      let tokenizer = try load(text)
      #expect(try tokenizer.encode("abba") == [2, 1, 0])
      #expect(tokenizer.largestID == 2)
      #expect(tokenizer.bytes(of: 2) == Array("ab".utf8))
      #expect(tokenizer.bytes(of: 3) == nil)
    }
  }

  @Test(
    "What is not read is named",
    arguments: [
      (
        #""model": {"type": "Unigram", "vocab": [["a", 0.5]]}"#,
        #"the model "Unigram" is not read, only BPE, WordLevel"#
      ),
      (
        #""model": {\#(pairs)}, "normalizer": {"type": "Precompiled"}"#,
        #"the normalizer "Precompiled" is not read, only NFC"#
      ),
      (
        #""model": {\#(pairs)}, "pre_tokenizer": {"type": "UnicodeScripts"}"#,
        #"the pre-tokenizer "UnicodeScripts" is not"#
      ),
      (#""model": {\#(pairs), "dropout": 0.5}"#, "model.dropout is 0.5. Write"),
      (#""model": {"vocab": {}, "merges": []}"#, "model.vocab is missing"),
      (#""model": {"type": "BPE", "vocab": {"a": 0}}"#, "model.merges is missing"),
      (#""added_tokens": []"#, "model.type is missing"),
      (#""model": {\#(pairs)}, "normalizer": 3"#, "normalizer is no object"),
      (#""model": {\#(pairs)}, "normalizer": {"type": "Sequence"}"#, "normalizer.normalizers is missing"),
    ])
  func unread(text: String, problem: String) {
    let found = refusal("{\(text)}")
    #expect(found.hasPrefix("/tokenizer.json: "))
    #expect(found.contains(problem), "\(found)")
  }

  @Test(
    "A mistake is shown with its line and column",
    arguments: [
      (#""model": {"vocab": {"a": 0, "a": 1}}"#, "a token is there twice"),
      (#""model": {"vocab": {"a": -1}}"#, "a whole number from 0 on is expected"),
      (#""model": {"vocab": {"a": 99999999}}"#, "an id that is not below 4194304"),
      (#""model": {"merges": ["a b c"]}"#, "a merge that is not of two texts"),
      (#""added_tokens": [{"id": 1}]"#, "no added token as tokenizers writes it"),
      (#""model": {"vocab": {"a": 0}"#, "\",\" or \"}\" is expected"),
    ])
  func placed(text: String, problem: String) {
    let found = refusal("{\n\(text)}")
    #expect(found.hasPrefix("/tokenizer.json: line 2, column "), "\(found)")
    #expect(found.contains(problem), "\(found)")
  }

  @Test("A merge of what is no token, and an added token with another id than tokenizers gives it, are refused")
  func contradictions() {
    let merge = refusal(#"{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": [["a", "b"]]}}"#)
    #expect(merge.contains(#"model.merges[0] needs the token "ab", which model.vocab has not"#))
    let flags = #""single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true"#
    let added = refusal("{\"model\": {\(Self.pairs)}, \"added_tokens\": [{\"id\": 7, \"content\": \"<s>\", \(flags)}]}")
    #expect(added.contains(#"the added token "<s>" has id 7, and PyPI's tokenizers gives it 3"#))
  }

  @Test(
    "A pattern that is not read says why",
    arguments: [
      ("(a", "a parenthesis is not closed (at character 3)"), ("a)", "a parenthesis is closed that is not open"),
      ("[a", "[ is not closed"), ("*", "* repeats nothing"), ("(a*)*", "what may be empty is repeated"),
      (#"\p{Foo}"#, #"the property \p{Foo} is not read"#), (#"\1"#, #"\1 is not read"#),
      ("(?<n>a)", "this kind of group is not read"),
      ("(?#x)", "this kind of group is not read"), ("a{2000}", "a number of times is not within 0 to 1000"),
      ("(?i:é)", "beyond ASCII"), ("[a&&b]", "sets that are cut"), ("((ab){900}){900}", "more than 20000 instructions"),
      ("(?<=ab)c", "looking back is read for one character only"), ("a{2}?", "? follows a fixed number of times"),
    ])
  func patterns(pattern: String, problem: String) throws {
    let quoted = String(decoding: try JSONEncoder().encode(pattern), as: UTF8.self)
    let found = refusal(
      "{\"model\": {\(Self.pairs)}, \"pre_tokenizer\": {\"type\": \"Split\", \"behavior\": \"Isolated\", \"pattern\": {\"Regex\": \(quoted)}}}"
    )
    let start = "/tokenizer.json: the pattern of pre_tokenizer.pattern cannot be used: "
    #expect(found.hasPrefix(start), "\(found)")
    #expect(found.contains(problem), "\(found)")
  }

  @Test("A pattern that tries too much on a text, and a word without a token, are errors of the text")
  func texts() throws {
    let slow = try load(
      "{\"model\": {\(Self.pairs)}, \"pre_tokenizer\": {\"type\": \"Split\", \"behavior\": \"Isolated\", \"pattern\": {\"Regex\": \"(?>(?:a|a)+b)\"}}}"
    )
    let error = #expect(throws: UserError.self) { try slow.encode(String(repeating: "a", count: 60)) }
    #expect(error?.problem == "its pattern tries too much on a text of 60 characters")
    let words = try load(#"{"model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "[UNK]"}}"#)
    let unknown = #expect(throws: UserError.self) { try words.encode("b") }
    #expect(unknown?.problem == "has no token for \"b\", and none that stands for unknown text")
  }

  @Test("A word of a hundred thousand characters takes no long time")
  func longWords() throws {
    let tokenizer = try load(
      "{\"model\": {\(Self.pairs)}, \"pre_tokenizer\": {\"type\": \"ByteLevel\", \"add_prefix_space\": false}}")
    #expect(try tokenizer.encode(String(repeating: "ab", count: 50_000)).count == 50_000)
  }
}
