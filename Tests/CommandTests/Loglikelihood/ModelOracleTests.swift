import Testing

/// The bundled models' log-probabilities, from the command line, against float64 arithmetic.
@Suite struct ModelOracleTests {
  /// Nats; the largest difference measured is 1.3e-5 (4.9e-6 for demo at 8 loops).
  private let tolerance = 1e-4

  @Test(
    "Texts get the oracle's log-probabilities",
    arguments: [
      ("demo", [8, 24], 8), ("demo", [128, 400], 1), ("demo-core", [1, 4, 16], 8), ("demo-core", [400], 1),
    ])
  func texts(model: String, loops: [Int], prompts: Int) throws {
    let oracle = try ModelOracle(model)
    let requests = oracle.prompts.prefix(prompts).flatMap { prompt in
      ["A", "B", "C", "D"].map { Request(context: prompt.prompt, continuation: " " + $0) }
    }
    try check(requests, oracle, model, loops)
  }

  @Test("Token ids get the oracle's log-probabilities, in the order of the requests")
  func tokens() throws {
    let oracle = try ModelOracle("demo")
    let requests = oracle.prompts.flatMap { prompt in
      oracle.letterIDs.map { Request(contextTokens: Array(prompt.tokens.dropFirst()), continuationTokens: [$0]) }
    }
    try check(requests, oracle, "demo", [8])
    let answers = try Request.score(requests, ["--loops", "8"])
    let reversed = try Request.score(requests.reversed(), ["--loops", "8"])
    #expect(zip(answers, reversed.reversed()).allSatisfy { $0.distance(to: $1.logprob) < 1e-5 })
  }

  private func check(_ requests: [Request], _ oracle: ModelOracle, _ model: String, _ loops: [Int]) throws {
    let flags = ["--model", model, "--loops", loops.map(String.init).joined(separator: ",")]
    let answers = try Request.score(requests, flags)
    #expect(answers.count == requests.count)
    var largest = 0.0
    for (index, answer) in answers.enumerated() {
      let readouts = answer.readouts ?? [answer]
      try #require(readouts.count == loops.count)
      for (readout, count) in zip(readouts, loops) {
        let expected = try #require(oracle.prompts[index / 4].values["\(count)"])
        #expect(readout.loops == (loops.count > 1 ? count : nil))
        #expect(readout.tokens == 1)
        #expect(readout.isGreedy == (expected.greediest == oracle.letterIDs[index % 4]))
        largest = max(largest, readout.distance(to: expected.logprobs[index % 4]))
      }
    }
    #expect(largest < tolerance, "\(model) at \(loops) loops: \(largest)")
  }
}
