import FileWriters
import Testing

@Suite struct LoglikelihoodTests {
  @Test("A file and standard input give the same answers")
  func file() throws {
    let folder = try TemporaryFolder()
    let text =
      "{\"context\": \"Answer:\", \"continuation\": \" A\"}\r\n\n{\"context_tokens\": [1], \"continuation_tokens\": [2]}\n"
    let arguments = ["loglikelihood", "--loops", "8", "--requests"]
    let fromFile = try Tool.output(arguments + [folder.write(text, to: "requests.jsonl")])
    #expect(try fromFile == Tool.output(arguments + ["-"], input: text))
    #expect(try Answer.lines(fromFile).count == 2)
  }

  @Test("Several loop counts give read-outs that equal separate runs within 1e-5 nats")
  func readouts() throws {
    let requests = [Request(context: "Answer:", continuation: " A"), Request(context: "", continuation: "k=2 n=5")]
    let together = try Request.score(requests, ["--loops", "16,8"])
    for (index, loops) in [8, 16].enumerated() {
      let alone = try Request.score(requests, ["--loops", "\(loops)"])
      for (answer, single) in zip(together, alone) {
        let readout = try #require(answer.readouts?[index])
        #expect(readout.loops == loops && readout.tokens == single.tokens && readout.isGreedy == single.isGreedy)
        #expect(readout.distance(to: single.logprob) < 1e-5)
      }
    }
  }

  @Test("The log-probability of several tokens is the sum over them one by one")
  func sum() throws {
    let tokens = [33, 40, 51]
    let parts = tokens.indices.map {
      Request(contextTokens: [1, 2] + tokens[..<$0], continuationTokens: [tokens[$0]])
    }
    let answers = try Request.score(
      [Request(contextTokens: [1, 2], continuationTokens: tokens)] + parts, ["--loops", "8"])
    let sum = try answers.dropFirst().map { try #require($0.logprob) }.reduce(0, +)
    #expect(answers[0].tokens == 3)
    #expect(answers[0].distance(to: sum) < 1e-5)
  }

  @Test("Logits are those of the whole vocabulary at the last context position, and equal the oracle's")
  func logits() throws {
    let oracle = try ModelOracle("demo")
    let prompt = oracle.prompts[0]
    let expected = try #require(prompt.values["8"])
    let answer = try #require(
      Request.score([Request(context: prompt.prompt, continuation: " A B")], ["--loops", "8", "--logits"]).first)
    let logits = try #require(answer.logits).compactMap { $0 }
    #expect(logits.count == 368)
    #expect(zip(logits, expected.firstLogits).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(logits.firstIndex(of: logits.max() ?? 0) == expected.greediest)
  }

  @Test("Numbers that broke are null, never greedy, and located")
  func broken() throws {
    let folder = try TemporaryFolder()
    let weights = try DemoWeights(settingFirstOf: "blocks.3.att.key.weight", to: 0x7fc0)
    let model = Array(try folder.model(weights.safetensors()).prefix(2))
    let answer = try #require(
      Request.score(
        [Request(contextTokens: [1, 2], continuationTokens: [3])], model + ["--loops", "8", "--logits"]
      ).first)
    #expect(answer.logprob == nil && answer.isGreedy == false)
    #expect(answer.logits?.count == 368 && answer.logits?.allSatisfy { $0 == nil } == true)
    let fault = Answer.Fault(kind: "non_finite", application: 3, layer: 3, group: 3, loop: 0, position: 0)
    #expect(answer.fault == fault)
  }

  @Test("A baseline scores texts and has no logits")
  func baseline() throws {
    let request = [Request(context: "a", continuation: "b")]
    #expect(try Request.score(request, ["--model", "uniform"])[0].logprob?.isFinite == true)
    try BadInput("logits", place: "--model uniform", problem: "a baseline has no logits", remedy: "Leave --logits out")
    {
      _ in ["loglikelihood", "--requests", "-", "--model", "uniform", "--logits"]
    }.check(input: "{\"context\": \"a\", \"continuation\": \"b\"}")
  }
}
