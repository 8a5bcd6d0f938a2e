import EvalCore
import FileWriters
import Foundation
import RWKVModel
@testable import RWKVScoring
import Testing

/// A made-up vocabulary: 1–26 are a–z, 30 is a space, 31 a line feed, 32 " a", 33 "ab", 34 "  ", 35 a no-break space.
@Suite struct RequestEncoderTests {
  private static let vocabulary: String = {
    let letters = (0..<26).map { "\($0 + 1) '\(Character(UnicodeScalar(UInt8(97 + $0))))' 1" }
    let longer = ["30 ' ' 1", "31 '\\n' 1", "32 ' a' 2", "33 'ab' 2", "34 '  ' 2", "35 '\\xa0' 2"]
    // The tokenizer asks for every byte; those that the tests do not use get ids out of the way.
    let used = Set(Array("abcdefghijklmnopqrstuvwxyz \n".utf8))
    let bytes = (0..<256).filter { !used.contains(UInt8($0)) }.enumerated().map { index, byte in
      let hex = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      return "\(100 + index) \(byte < 128 ? "" : "b")'\\x\(hex)' 1"
    }
    return (letters + longer + bytes).joined(separator: "\n") + "\n"
  }()

  private let folder = try? TemporaryFolder()

  private func encoder(startToken: Int? = 0, vocabulary: Int = 512) throws -> RequestEncoder {
    let path = try #require(folder).write(Data(Self.vocabulary.utf8), to: "vocab.txt")
    return RequestEncoder(
      tokenizer: try Tokenizer(contentsOf: path), startToken: startToken, vocabulary: vocabulary)
  }

  private func refusal(_ request: LoglikelihoodRequest, startToken: Int? = 0, index: Int = 3) throws
    -> String
  {
    do {
      let encoded = try encoder(startToken: startToken).encode(request, index: index)
      return "accepted: \(encoded)"
    } catch {
      return "\(error)"
    }
  }

  private static let splits: [(context: String, continuation: String, input: [Int32], scored: [Int32])] = [
    ("c", " a", [0, 3], [32]),
    ("c", "b", [0, 3], [2]),
    // Spaces at the end of the context move to the continuation, where they join its first letter.
    ("c ", "a", [0, 3], [32]),
    ("c  ", "a", [0, 3, 34], [34, 1]),
    ("c \n", "a", [0, 3, 30, 31], [30, 31, 1]),
    ("c\u{a0}", "d", [0, 3, 35], [35, 4]),
    // The whole is encoded together, where "ab" is one token, and cut at the length of the context encoded alone.
    ("ca", "bd", [0, 3, 1], [4]),
    ("cd", "efg", [0, 3, 4, 5, 6], [5, 6, 7]),
    // White space inside and in front stays.
    (" c d", "e", [0, 30, 3, 30, 4], [5]),
    // An empty context is the start token alone.
    ("", "cd", [0, 3], [3, 4]),
    (" ", "a", [0], [32]),
  ]

  @Test func `token ids of a request are cut where the context ends`() throws {
    let tokens = try encoder().tokens(of: LoglikelihoodRequest(context: .text("ab "), continuation: .text("ab")))
    // The context's trailing space moves to the continuation, and merges with what follows it.
    #expect(tokens == RequestTokens(context: [0, 33], continuation: [32, 2]))
  }

  @Test(arguments: splits.indices)
  func `a pair of texts is split as lm-eval splits it`(index: Int) throws {
    let (context, continuation, input, scored) = Self.splits[index]
    let encoded = try encoder().encode(LoglikelihoodRequest(context: context, continuation: continuation), index: 0)
    #expect(encoded.input == input)
    #expect(encoded.continuation == scored)
    #expect(encoded.lastContextPosition == input.count - scored.count)
  }

  @Test func `without a start token an empty text is still the start token, as in lm-eval`() throws {
    let encoder = try encoder(startToken: nil)
    let empty = try encoder.encode(LoglikelihoodRequest(context: "", continuation: "cd"), index: 0)
    #expect(empty.input == [0, 3])
    let other = try encoder.encode(LoglikelihoodRequest(context: "c", continuation: "d"), index: 0)
    #expect(other.input == [3])
    #expect(other.continuation == [4])
  }

  @Test func `tokens are taken as they are`() throws {
    let encoded = try encoder().encode(DemoModel.request([7, 30], [30, 5]), index: 0)
    #expect(encoded.input == [0, 7, 30, 30])
    #expect(encoded.continuation == [30, 5])
    let none = try encoder().encode(DemoModel.request([], [9]), index: 0)
    #expect(none.input == [0])
  }

  @Test func `a text beside tokens is encoded by itself`() throws {
    let encoder = try encoder()
    let text = try encoder.encode(
      LoglikelihoodRequest(context: .text("c "), continuation: .tokens([1])), index: 0)
    #expect(text.input == [0, 3, 30])
    let tokens = try encoder.encode(
      LoglikelihoodRequest(context: .tokens([1]), continuation: .text("bd")), index: 0)
    #expect(tokens.input == [0, 1, 2])
    #expect(tokens.continuation == [2, 4])
  }

  /// Tokens, the longest text, and the windows of lm_eval 0.4.13: `make_disjoint_window` of `get_rolling_token_windows` with
  /// a context of one token and prefix token 0, as `HFLM._loglikelihood_tokens` makes inputs of them. Tokens are 101, 102, …
  private static let windows: [(tokens: Int, maxLength: Int, windows: [([Int32], [Int32])])] = [
    (3, 1, [([0], [101]), ([101], [102]), ([102], [103])]),
    (4, 2, [([0, 101], [101, 102]), ([102, 103], [103, 104])]),
    (5, 2, [([0, 101], [101, 102]), ([102, 103], [103, 104]), ([103, 104], [105])]),
    (
      7, 3,
      [([0, 101, 102], [101, 102, 103]), ([103, 104, 105], [104, 105, 106]), ([104, 105, 106], [107])]
    ),
    (
      10, 4,
      [
        ([0, 101, 102, 103], [101, 102, 103, 104]), ([104, 105, 106, 107], [105, 106, 107, 108]),
        ([106, 107, 108, 109], [109, 110]),
      ]
    ),
    (5, 5, [([0, 101, 102, 103, 104], [101, 102, 103, 104, 105])]),
    (6, 5, [([0, 101, 102, 103, 104], [101, 102, 103, 104, 105]), ([101, 102, 103, 104, 105], [106])]),
    (5, 8, [([0, 101, 102, 103, 104], [101, 102, 103, 104, 105])]),
  ]

  @Test(arguments: Self.windows.indices)
  func `a text without a context is cut into lm-eval's windows`(index: Int) throws {
    let (count, maxLength, windows) = Self.windows[index]
    let encoder = RequestEncoder(tokenizer: nil, startToken: 0, vocabulary: 512, maxLength: maxLength)
    let encoded = try encoder.encode([DocRequests([DemoModel.request([], Array(101..<(101 + count)))])])
    #expect(encoded.docs[0].parts.map(\.input) == windows.map(\.0))
    #expect(encoded.docs[0].parts.map(\.continuation) == windows.map(\.1))
    #expect(encoded.docs[0].partsOfRequest == [0..<windows.count])
    #expect(encoded.windowedDocs == (windows.count > 1 ? 1 : 0) && encoded.truncatedRequests == 0)
  }

  @Test func `a context that is too long loses its beginning, and lengths are told`() throws {
    let encoder = RequestEncoder(tokenizer: nil, startToken: 0, vocabulary: 512, maxLength: 4)
    let docs = [
      DocRequests([DemoModel.request([11, 12, 13, 14, 15], [21, 22]), DemoModel.request([11], [21])]),
      DocRequests([DemoModel.request([], Array(101...109))]), DocRequests([DemoModel.request([11], [21])]),
    ]
    let encoded = try encoder.encode(docs)
    // (context + continuation)[-(max_length + 1):][:-1]
    #expect(encoded.docs[0].parts[0].input == [13, 14, 15, 21])
    #expect(encoded.docs[0].parts[0].continuation == [21, 22])
    #expect(encoded.docs[0].parts[1].input == [0, 11])
    #expect(encoded.lengths == [4, 4, 2])
    #expect(
      encoded.notes(maxLength: 4, trainedLength: 4096) == [
        "at most 4 tokens are read at once: of 3 docs, 1 are scored in windows, and 1 requests lose the beginning of their "
          + "context"
      ])
    let whole = try RequestEncoder(tokenizer: nil, startToken: 0, vocabulary: 512).encode(docs)
    #expect(
      whole.notes(maxLength: nil, trainedLength: 6) == [
        "2 of 3 docs are longer than the 6 tokens that the model was trained on; the longest has 9"
      ])
    #expect(
      whole.notes(maxLength: nil, trainedLength: 9).isEmpty && whole.notes(maxLength: nil, trainedLength: nil) == [])
    #expect { try encoder.encode([DocRequests([DemoModel.request([11], [1, 2, 3, 4, 5])])]) } throws: {
      "\($0)"
        == "request 1: the continuation has 5 tokens, more than --max-length 4. Give at least --max-length 5."
    }
  }

  @Test func `a text in windows has the sum of its windows`() throws {
    let tokens = (0..<20).map { 266 + $0 * 7 % 90 }
    let windows = [(0..<8, [Int]()), (8..<16, [tokens[7]]), (16..<20, Array(tokens[11..<16]))]
    let cut = try DemoModel.scorer(loops: [8], maxLength: 8).score([DemoModel.request([], tokens)]).answers[0][0]
    let parts = try windows.map { range, context in
      try DemoModel.scorer(loops: [8], startToken: context.isEmpty ? 0 : nil).score([
        DemoModel.request(context, Array(tokens[range]))
      ]).answers[0][0]
    }
    #expect(abs(cut.logprob - parts.reduce(0) { $0 + $1.logprob }) < 1e-5 && cut.tokenCount == 20)
  }

  @Test func `what cannot be scored is refused with the request's place or number`() throws {
    #expect(
      try refusal(LoglikelihoodRequest(context: "c", continuation: ""))
        == "request 4: the continuation has no tokens: it is empty. Give a continuation that starts a token, for example "
        + "with a space before it.")
    // "ca" + "b" is "c" "ab": as long as the encoded context, so nothing is left to score.
    #expect(
      try refusal(LoglikelihoodRequest(context: "\n" + String(repeating: "c", count: 50) + "a", continuation: "b"))
        == "request 4: the continuation has no tokens of its own: \"b\" merges into the last token of the context, which "
        + "ends …\"\(String(repeating: "c", count: 39))a\". Let the continuation start a token, for example with a space "
        + "before it (target_delimiter of a task).")
    #expect(
      try refusal(DemoModel.request([1], [512]))
        == "request 4: token 512 is outside the model's vocabulary of 512. Give ids of the model's own vocabulary: with "
        + "texts, the tokenizer that belongs to the checkpoint (--tokenizer).")
    #expect(try refusal(DemoModel.request([-1], [1])).contains("token -1 is outside"))
    #expect(
      try refusal(DemoModel.request([], [1]), startToken: nil)
        == "request 4: the context has no tokens and there is no start token, so nothing predicts the continuation. Give "
        + "at least one context token, or leave out --no-start-token.")
    let places: [(RequestPlace, String)] = [
      (.doc(task: "piqa", docID: 7, choice: 1), "task piqa, doc 7, choice 1: the continuation"),
      (.doc(task: "pages", docID: 0, choice: nil), "task pages, doc 0: the continuation"),
      (
        .doc(task: "piqa", docID: 7, choice: 0, isUnconditional: true),
        "task piqa, doc 7, choice 0 without its context: "
      ),
      (.line(3, of: "requests.jsonl"), "requests.jsonl:3: the continuation"),
    ]
    for (place, expected) in places {
      let message = try refusal(LoglikelihoodRequest(context: "c", continuation: "", place: place))
      #expect(message.hasPrefix(expected), "\(message)")
    }
    let bare = RequestEncoder(tokenizer: nil, startToken: 0, vocabulary: 8)
    #expect { try bare.encode(LoglikelihoodRequest(context: "a", continuation: "b"), index: 2) } throws: {
      "\($0)" == "request 3 gives text, but there is no tokenizer. Add --tokenizer FILE."
    }
  }
}
