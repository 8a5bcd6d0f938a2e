import Archives
import FileWriters
import Foundation
import RWKVModel
import SharedFixtures
import Testing

/// Ids of `tokenizer.json` files against those of PyPI's `tokenizers`, as `tools/tokenizer_cases.py` records them.
@Suite struct HubTokenizerTests {
  private struct Cases: Decodable {
    struct Recorded: Decodable { var lines: Int, sha256: String, ids: [[Int]] }
    var fragments: [String], blocks: [[Int]], texts: [String], tokenizers: [String: Recorded]
  }

  private static let folder = SharedFixtures.packageRoot + "/Tests/RWKVModelTests/Golden/tokenizers"
  private static let cases = Result {
    try JSONDecoder().decode(Cases.self, from: Data(contentsOf: URL(filePath: folder + "/cases.json")))
  }
  private static let names = ((try? cases.get().tokenizers.keys.sorted()) ?? [])
  private static let lines: [String] = {
    guard let cases = try? cases.get() else { return [] }
    var state: UInt64 = 7
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    return (0..<10_000).map { _ in
      var line = String.UnicodeScalarView()
      for _ in 0..<(1 + below(24)) {
        if below(5) == 0 {
          let block = cases.blocks[below(cases.blocks.count)]
          line.append(Unicode.Scalar(UInt32(block[0] + below(block[1] - block[0] + 1))) ?? "?")
        } else {
          line.append(contentsOf: cases.fragments[below(cases.fragments.count)].unicodeScalars)
        }
      }
      return String(line)
    }
  }()

  private let temporary = try? TemporaryFolder()

  @Test("There are tokenizers of all kinds")
  func count() { #expect(Self.names.count >= 30) }

  @Test("Texts encode to the recorded ids", arguments: names)
  func texts(name: String) throws {
    let cases = try Self.cases.get()
    let recorded = try #require(cases.tokenizers[name])
    let tokenizer = try Tokenizer(contentsOf: Self.folder + "/\(name).json")
    for (text, ids) in zip(cases.texts, recorded.ids) {
      let encoded = try tokenizer.encode(text)
      if encoded != ids { Issue.record("\(text.debugDescription): \(encoded.prefix(60)), recorded \(ids.prefix(60))") }
    }
  }

  @Test("Ten thousand lines, 500 for variants, encode to the recorded ids", arguments: names)
  func manyLines(name: String) throws {
    let recorded = try #require(try Self.cases.get().tokenizers[name])
    let tokenizer = try Tokenizer(contentsOf: Self.folder + "/\(name).json")
    let ids = try Self.lines.prefix(recorded.lines).map {
      try tokenizer.encode($0).map(String.init).joined(separator: " ") + "\n"
    }
    #expect(ids.count == recorded.lines)
    let path = try #require(temporary).write(Array(ids.joined().utf8), to: "ids")
    #expect(try MappedFile(path).sha256() == recorded.sha256)
  }
}
