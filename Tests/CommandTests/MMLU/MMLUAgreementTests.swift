import FileWriters
import Testing

/// What must not change a doc's log-probabilities: the command, and how prefixes are computed.
@Suite struct MMLUAgreementTests {
  /// Nats; either side may be 1.3e-5 from the float64 oracle.
  ///
  /// The largest differences measured: 3.8e-6 from `loglikelihood`, 5.1e-6 between layouts, and between instruction sets
  /// 5.1e-6 or, with another processor's SGEMM, 1.6e-5.
  private let tolerance = 3e-5

  private func difference(_ first: [Double?], _ second: [Double?]) throws -> Double {
    try #require(first.count == second.count && !first.isEmpty)
    return try zip(first, second).map { abs(try #require($0) - #require($1)) }.max() ?? .infinity
  }

  @Test("mmlu scores what loglikelihood scores on the same prompts")
  func loglikelihood() throws {
    let folder = try TemporaryFolder()
    let docs = [
      ("Which is largest? ", ["4", "7", "2", "5"], "B"), ("m=2 n=9 r=m+1.\r\nWhat is n?", ["6", " 5", "9", "7"], "C"),
    ]
    let rows = docs.map { "\"\($0.0)\"," + $0.1.joined(separator: ",") + "," + $0.2 + "\n" }.joined()
    let run = folder.path + "/run"
    let flags = ["--loops", "8,24", "--groups", "8"]
    _ = try Tool.output(["mmlu"] + flags + folder.rows(rows.utf8) + ["--output", run])
    let requests = docs.flatMap { question, choices, _ in
      ["A", "B", "C", "D"].map { Request(context: Self.prompt(question, choices), continuation: " " + $0) }
    }
    let answers = try Request.score(requests, flags)
    let outcomes = try Outcomes(run)
    #expect(outcomes.lines.count == 2)
    for readout in [0, 1] {
      let stored = outcomes.lines.flatMap { $0.answers[readout].logprobs }
      let scored = answers.map { $0.readouts?[readout].logprob }
      let largest = try difference(stored, scored)
      #expect(largest < tolerance)
    }
  }

  /// The recommended prompt, written out.
  private static func prompt(_ question: String, _ choices: [String]) -> String {
    """
    User: You are a very talented expert in anatomy. Answer this question:
    \(question.replacing("\r\n", with: "\n"))
    A. \(choices[0])
    B. \(choices[1])
    C. \(choices[2])
    D. \(choices[3])

    Assistant: The answer is
    """
  }

  @Test(
    "Sharing prefixes, few-shot examples, or small batches change nothing beyond rounding",
    arguments: [["--no-prefix-sharing"], ["--memory", "1M"], ["--no-simd"]])
  func layouts(_ flags: [String]) throws {
    let folder = try TemporaryFolder()
    let logprobs = try [[], flags].enumerated().map { index, flags in
      let run = folder.path + "/\(index)"
      let fixed = ["mmlu", "--loops", "24", "--limit", "1", "--num-fewshot", "1", "--output", run]
      _ = try Tool.output(fixed + flags)
      return try Outcomes(run).logprobs
    }
    #expect(logprobs[0].count == 28)
    let largest = try difference(logprobs[0], logprobs[1])
    #expect(largest < tolerance)
  }
}
