import Archives
import EvalCore
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own functions give for the same page.
struct WikitextTests {
  private let call = NativeCall(family: "wikitext", module: "preprocess_wikitext")
  private let doc: Doc = [
    "page": .string(
      " = Robert <unk> = \n \n Robert 's  plays , ( the first ) , were \" good \" ; costs 1 @,@ 000 @.@ 5 and pre @-@ war "
        + ": 20 ° C . He said ' it is ( [ a b ] ) ' ! Why ? { x } \n = = Career = = \n = = = Early = = = \n N N /' 5/ /' 1/'"
        + " 2/ the girls ' toys \u{a0} ( ( nested ) ) \" open , ' single \n \n  = = = = End = = = = \n")
  ]

  @Test("The detokenizer's rules, one after another")
  func detokenizer() throws {
    #expect(
      try call.value("wikitext_detokenizer", of: doc)
        == .string(
          " = Robert <unk> =\n\nRobert's  plays, (the first), were \"good\"; costs 1,000.5 and pre-war: 20°C. He said' it "
            + "is ([a b]) '! Why? {x}\n== Career ==\n=== Early ===\nN 1 /'[0-9]/ /'[0-9]/' 2/ the girls'toys \u{a0} (( "
            + "nested) ) \" open,' single\n\n ==== End ====\n"))
  }

  @Test("Words and bytes are those of the tokenised page")
  func results() throws {
    let metrics = try call.metrics("process_results", doc, [-123.5])
    #expect(
      metrics == [
        "word_perplexity": .weighted(loglikelihood: -123.5, weight: 95),
        "byte_perplexity": .weighted(loglikelihood: -123.5, weight: 305),
        "bits_per_byte": .weighted(loglikelihood: -123.5, weight: 305),
      ])
  }

  @Test("Two thousand random texts of what the rules look at come out as lm-eval's function leaves them")
  func randomTexts() throws {
    let marks = " \n'\"()[]{}.,:;!?=@-/°N5a\u{a0}s".unicodeScalars.map { String($0) }
    let pieces = marks + [" @-@ ", " @.@ ", " = ", " 's", " /' 5/"]
    var random = PythonRandom(seed: 7)
    var digest = ContentDigest()
    for _ in 0..<2000 {
      let doc: Doc = ["page": .string((0..<80).map { _ in random.choice(pieces) }.joined())]
      guard case .string(let text) = try call.value("wikitext_detokenizer", of: doc),
        case .weighted(_, let words) = try call.metrics("process_results", doc, [1])["word_perplexity"]
      else {
        Issue.record("no text or no words")
        return
      }
      digest.update("\(text)\u{1f}\(words)\n".utf8)
    }
    #expect(digest.hex() == "c39cabd737f5b723edad9abadba487d1d7478c5033f7b52eddb21c537c09726e")
  }
}
