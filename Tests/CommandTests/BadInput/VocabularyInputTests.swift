import FileWriters
import Foundation
import Testing

@Suite struct VocabularyInputTests {
  private static let getIt = "Get rwkv_vocab_v20230424.txt from https://github.com/BlinkDL/ChatRWKV"

  private static func bad(
    _ name: String, place: String, _ problem: String, remedy: String = getIt,
    _ text: @escaping @Sendable () throws -> Data
  ) -> BadInput {
    BadInput(name, place: place, problem: problem, remedy: remedy) {
      ["--tokenizer", try $0.write(text(), to: "vocabulary.txt")]
    }
  }

  static let files = [
    bad("a line without a number", place: "vocabulary.txt:2:", "it does not begin with an id and a space") {
      Data("1 'a' 1\nx 'b' 1\n".utf8)
    },
    bad("a wrong length", place: "vocabulary.txt:2:", "the length column says 3, and the token has 2 bytes") {
      Data("1 'a' 1\n2 'bc' 3\n".utf8)
    },
    bad("bytes that are no UTF-8", place: "vocabulary.txt:2:", "expected") {
      Data("1 'a' 1\n2 ".utf8) + Data([0xff]) + Data("'b' 1\n".utf8)
    },
    bad("an empty file", place: "vocabulary.txt:", "is an empty file (0 bytes)", remedy: "Fetch or write it again") {
      Data()
    },
  ]

  @Test("A bad vocabulary is refused with its line and leaves no result", arguments: files)
  func refusesVocabulary(_ input: BadInput) throws { try input.checkRun() }

  /// The single bytes as ids 1 to 256, and one more token.
  private static func vocabulary(lastID: Int) -> Data {
    let bytes = (0..<256).map { byte in
      let hex = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      return "\(byte + 1) b'\\x\(hex)' 1\n"
    }
    return Data((bytes.joined() + "\(lastID) 'question' 8\n").utf8)
  }

  @Test("A vocabulary whose ids go beyond the embedding is refused before anything is scored, also for one short text")
  func tooLarge() throws {
    try BadInput(
      "beyond the embedding", place: "big.txt: its ids go up to 368",
      problem: "has 368 rows (ids up to 367), so it is another model's vocabulary",
      remedy: "Name the vocabulary that the model was trained with (--tokenizer)"
    ) {
      ["--tokenizer", try $0.write(Self.vocabulary(lastID: 368), to: "big.txt")]
    }.checkRun()
    let folder = try TemporaryFolder()
    let largest = try folder.write(Self.vocabulary(lastID: 367), to: "vocabulary.txt")
    let flags = ["loglikelihood", "--loops", "8", "--requests", "-", "--tokenizer"]
    let text = #"{"context": "a", "continuation": "b"}"#
    let good = try Tool.run(flags + [largest], input: text)
    #expect(good.status == 0 && !good.diagnostics.contains("note: the vocabulary"), "\(good.diagnostics)")
    let small = try folder.write(Self.vocabulary(lastID: 257), to: "small.txt")
    #expect(
      try Tool.run(flags + [small], input: text).diagnostics.contains(
        "note: the vocabulary's ids go up to 257, and the embedding has 368 rows"))
    let big = try folder.write(Self.vocabulary(lastID: 70000), to: "big.txt")
    let ids = try Tool.run(flags + [big], input: #"{"context_tokens": [1], "continuation_tokens": [2]}"#)
    #expect(ids.status == 0 && !ids.diagnostics.contains("vocabulary"), "\(ids.diagnostics)")
  }

  @Test("A folder or nothing where a vocabulary is expected is refused")
  func noFile() throws {
    try BadInput("a folder", place: "/models:", problem: "is a folder where a file is expected", remedy: "Name a file")
    {
      _ in ["--tokenizer", Bundled.path("demo/..").replacing("/demo/..", with: "")]
    }.checkRun()
    try BadInput("no file", place: "/no.txt:", problem: "no such file", remedy: "Check --tokenizer") {
      ["--tokenizer", $0.path + "/no.txt"]
    }.checkRun()
  }
}
