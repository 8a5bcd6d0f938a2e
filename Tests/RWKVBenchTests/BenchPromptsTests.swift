import ArgumentParser
import EvalCore
import RWKVModel
import Testing

@testable import rwkv_bench

@Suite struct BenchPromptsTests {
  @Test func `Docs are spread over the whole data set`() {
    #expect(BenchPrompts.spread(4, over: 10) == [0, 2, 5, 7])
    #expect(BenchPrompts.spread(20, over: 3) == [0, 1, 2])
    #expect(BenchPrompts.spread(5, over: 0).isEmpty)
  }

  @Test func `Contexts are cut to one length and go on with the docs after them`() throws {
    let tokenizer = try Tokenizer(contentsOf: BenchFiles().locate("models/demo/vocab.txt"))
    let texts = ["first", "then", "at last"]
    let prompts = BenchPrompts(
      docs: texts.map { text in ["A", "B"].map { LoglikelihoodRequest(context: text, continuation: $0) } })
    let ids = try texts.map(tokenizer.encode)
    let whole = ids[1] + ids[2] + ids[0] + ids[1]
    for length in [2, ids[1].count + 2, whole.count + 1] {
      let cut = try prompts.cut(to: length, tokenizer)
      #expect(cut.docs.map(\.count) == [2, 2, 2])
      #expect(
        cut.docs[1].map(\.context) == [
          .tokens(Array(whole.prefix(length - 1))), .tokens(Array(whole.prefix(length - 1))),
        ])
      #expect(cut.docs[1].map(\.continuation) == [.text("A"), .text("B")])
    }
  }

  @Test func `Contexts of fewer than two tokens are refused`() throws {
    #expect(try RWKVBench.parse(["--context-tokens", "2"]).contextTokens == 2)
    let error = try #require(throws: (any Error).self) { try RWKVBench.parse(["--context-tokens", "1"]) }
    #expect(
      RWKVBench.message(for: error) == "--context-tokens 1: at least 2, the start token and one of a doc")
  }

  @Test func `Token lines begin with the start token, whether a context is text or tokens`() throws {
    let tokenizer = try Tokenizer(contentsOf: BenchFiles().locate("models/demo/vocab.txt"))
    let prompts = BenchPrompts(docs: [
      [LoglikelihoodRequest(context: "first", continuation: "A")],
      [LoglikelihoodRequest(context: .tokens([7, 9]), continuation: .text("A"))],
    ])
    let first = (try [0] + tokenizer.encode("first")).map(String.init).joined(separator: ", ")
    #expect(try prompts.tokenLines(tokenizer) == "{\"tokens\":[\(first)]}\n{\"tokens\":[0, 7, 9]}\n")
  }
}
