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
