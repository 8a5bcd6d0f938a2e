import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct TokenizerLocationTests {
  let folder = try? TemporaryFolder()

  private func put(_ name: String, _ text: String = "x") throws {
    let path = try #require(folder).path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func locate(explicit: String? = nil) throws -> String {
    let root = try #require(folder).path
    let found = try Tokenizer.locate(
      explicit: explicit, checkpoint: root + "/model/m.pth", data: root + "/data/d.tar")
    return String(found.dropFirst(root.count + 1))
  }

  @Test("The nearest and most explicit file is taken")
  func order() throws {
    let root = try #require(folder).path
    try put("model/m.pth")
    try put("data/d.tar")
    try put("data/rwkv_vocab_v20230424.txt")
    #expect(try locate() == "data/rwkv_vocab_v20230424.txt")
    try put("model/my_vocab_3.txt")
    #expect(try locate() == "model/my_vocab_3.txt")
    try put("model/vocab.txt")
    #expect(try locate() == "model/vocab.txt")
    try put("model/rwkv_vocab_v20230424.txt")
    #expect(try locate() == "model/rwkv_vocab_v20230424.txt")
    try put("model/config.json", #"{"tokenizer": {"type": "world", "file": "my_vocab_3.txt"}}"#)
    #expect(try locate() == "model/my_vocab_3.txt")
    try put("other.txt")
    #expect(try locate(explicit: root + "/other.txt") == "other.txt")
    #expect(
      try Tokenizer.locate(explicit: nil, checkpoint: root + "/model", data: nil) == root + "/model/my_vocab_3.txt"
    )
  }

  @Test("A configuration without a tokenizer file leaves the search to the folders")
  func plainConfiguration() throws {
    try put("model/config.json", #"{"hidden_size": 4}"#)
    try put("model/vocab.txt")
    #expect(try locate() == "model/vocab.txt")
  }

  @Test("A tokenizer.json beside the checkpoint is taken where there is no vocabulary in the World form")
  func hub() throws {
    try put("model/m.pth")
    try put("model/tokenizer.json", "{}")
    try put("data/vocab.txt")
    #expect(try locate() == "model/tokenizer.json")
    try put("model/vocab.txt")
    #expect(try locate() == "model/vocab.txt")
  }

  @Test("A model whose embedding is not of RWKV World's size is not advised to take its vocabulary")
  func otherModels() throws {
    let root = try #require(folder).path
    try put("model/m.pth")
    let pile = #expect(throws: UserError.self) {
      try Tokenizer.locate(explicit: nil, checkpoint: root + "/model/m.pth", data: nil, rows: 50304)
    }
    #expect(pile?.remedy.contains("(a tokenizer.json of the hub, or lines") == true)
    #expect(pile?.remedy.contains("50304 rows, so RWKV World's vocabulary of 65529 tokens is not its own") == true)
    #expect(pile?.remedy.contains("github.com") == false)
    for rows in [65536, 65530, nil] {
      let world = #expect(throws: UserError.self) {
        try Tokenizer.locate(explicit: nil, checkpoint: root + "/model/m.pth", data: nil, rows: rows)
      }
      #expect(world?.remedy.contains("rwkv_vocab_v20230424.txt") == true)
    }
  }

  @Test(
    "A folder that cannot be listed is said, not taken for an empty one",
    .enabled(if: geteuid() != 0, "root may read everything"))
  func unreadableFolder() throws {
    let root = try #require(folder).path
    try put("model/m.pth")
    try FileManager.default.setAttributes([.posixPermissions: 0o300], ofItemAtPath: root + "/model")
    let error = #expect(throws: UserError.self) {
      try Tokenizer.locate(explicit: nil, checkpoint: root + "/model/m.pth", data: nil)
    }
    #expect(error?.problem.hasPrefix("cannot be listed in search of a vocabulary (") == true)
  }

  @Test("Nothing, several, and missing named files are errors that say what to do")
  func failures() throws {
    let root = try #require(folder).path
    try put("data/d.tar")
    try put("model/m.pth")
    let none = #expect(throws: UserError.self) { try locate() }
    #expect(none?.problem.hasPrefix("no vocabulary here (looked for rwkv_vocab_v20230424.txt, ") == true)
    #expect(none?.remedy.contains("https://github.com/BlinkDL/ChatRWKV") == true)
    #expect(none?.remedy.contains("name it with --tokenizer") == true)
    let explicit = #expect(throws: UserError.self) { try locate(explicit: root + "/no.txt") }
    #expect(explicit?.description.hasPrefix("\(root)/no.txt: no such file. Check --tokenizer.") == true)
    try put("model/a_vocab.txt")
    try put("model/b_vocab.txt")
    let several = #expect(throws: UserError.self) { try locate() }
    #expect(several?.problem == "several vocabularies here: a_vocab.txt, b_vocab.txt")
    try put("model/config.json", #"{"tokenizer": {"file": "c.txt"}}"#)
    let named = #expect(throws: UserError.self) { try locate() }
    #expect(named?.problem == "names the vocabulary \"c.txt\", which is not beside it")
    try put("model/config.json", "[")
    let broken = #expect(throws: UserError.self) { try locate() }
    #expect(broken?.problem == "is no JSON object")
  }
}
