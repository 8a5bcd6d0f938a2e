import EvalCore
import EvalStore
import FileWriters
import Foundation
import Testing

@Suite struct KeptTokensTests {
  static let docs = [
    KeptTokens(
      doc: DocKey(task: "anatomy", docID: 0),
      requests: [
        .init(context: [0, 33, 40], continuation: [300]), .init(context: [0, 33, 40], continuation: [301, 33]),
        .init(context: [0], continuation: [300]),
      ])
  ]

  @Test func `a context is there once, and the last line has the bytes of every token`() throws {
    let temporary = try TemporaryFolder()
    let folder = RunFolder(temporary.path)
    #expect(try folder.readTokenLines() == nil)
    try folder.write(tokens: Self.docs) { $0 == 0 ? 0 : $0 > 255 ? 2 : 1 }
    #expect(
      String(decoding: try #require(try folder.readTokenLines()), as: UTF8.self) == """
        {"task": "anatomy", "doc_id": 0, "contexts": [[0, 33, 40], [0]], "requests": [[0, 300], [0, 301, 33], [1, 300]]}
        {"lengths": {"0": 0, "33": 1, "40": 1, "300": 2, "301": 2}}

        """)
    let path = temporary.path + "/tokens.jsonl.gz"
    let first = try Data(contentsOf: URL(filePath: path))
    try folder.write(tokens: Self.docs) { $0 == 0 ? 0 : $0 > 255 ? 2 : 1 }
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
  }
}
