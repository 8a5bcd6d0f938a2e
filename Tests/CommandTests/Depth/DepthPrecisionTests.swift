import FileWriters
import Foundation
import Testing

@Suite struct DepthPrecisionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the bundled model; returns the run's folder.
  private func run(_ name: String, _ flags: [String]) throws -> String {
    let path = folder.path + "/" + name
    _ = try Tool.output(["mmlu", "--loops", "8,16,80", "--limit", "2", "--output", path] + flags)
    return path
  }

  private func machine(_ run: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: run + "/manifest.json"))
    let manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(manifest["machine"] as? [String: Any])
  }

  @Test("A run in another precision is kept as such, reported as such, and compared with fp32 depth by depth")
  func compared() throws {
    let exact = try run("fp32", [])
    let rounded = try run("bf16", ["--precision", "bf16"])
    #expect(try machine(exact)["precision"] as? String == "fp32")
    #expect(try machine(rounded)["precision"] as? String == "bf16")
    #expect(try Tool.output(["report", rounded]).contains("precision=bf16"))
    let markdown = try Tool.output(["report", rounded, "--format", "markdown"])
    #expect(markdown.contains("| precision | bf16 |") && markdown.contains("bf16 is emulated"))
    #expect(try !Tool.output(["report", exact, "--format", "markdown"]).contains("is emulated"))

    let text = try Tool.output(["depth", "precision", exact, rounded, "--format", "json"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let found = try #require(object["precision"] as? [String: Any])
    let depths = try #require(found["depths"] as? [[String: Any]])
    #expect(depths.map { $0["loops"] as? Int } == [8, 16, 80])
    for depth in depths {
      #expect(depth["total"] as? Int == 14 && depth["not_finite"] as? Int == 0)
      // Rounding to eight bits moves log-probabilities, and does not replace them.
      let difference = try #require(depth["largest_difference"] as? Double)
      #expect(difference > 1e-3 && difference < 5)
    }
    let sides = try ["reference", "other"].map { try #require(found[$0] as? [String: Any]) }
    #expect(sides.map { $0["precision"] as? String } == ["fp32", "bf16"])
    #expect(sides.allSatisfy { $0["has_trace"] as? Bool == true && $0["first_non_finite"] is NSNull })
    #expect(sides.allSatisfy { $0["last_finite"] as? Int == 79 })
    #expect(try Tool.output(["depth", "precision", exact, rounded]).contains("Answers in bf16 against fp32"))
  }

  @Test("Two runs in the same precision are refused")
  func same() throws {
    let exact = try run("fp32", [])
    try BadInput("same", place: exact, problem: "the run is in fp32, as", remedy: "with another --precision") { _ in
      ["depth", "precision", exact, exact]
    }.check()
  }

  @Test(
    "A precision that means nothing is refused",
    arguments: [
      (["mmlu", "--precision", "fp8"], "fp8", "bf16"),
      (["mmlu", "--model", "uniform", "--precision", "fp16"], "computes nothing", "Leave it out"),
      (["model", "check", "demo", "--precision", "fp16"], "bounds of the checks are those of fp32", "leave it out"),
    ])
  func meaningless(arguments: [String], problem: String, remedy: String) throws {
    try BadInput(problem, place: "--precision", problem: problem, remedy: remedy) { _ in arguments }.check()
  }

  @Test("Requests are scored in the precision asked for")
  func requests() throws {
    let request = #"{"context_tokens": [266, 276, 100], "continuation_tokens": [270]}"# + "\n"
    func logprob(_ precision: String) throws -> Double {
      let result = try Tool.run(
        ["loglikelihood", "--loops", "8", "--precision", precision, "--requests", "-"], input: request)
      try #require(result.status == 0, "\(result.diagnostics)")
      let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      return try #require(answer["logprob"] as? Double)
    }
    let (exact, half, bfloat) = (try logprob("fp32"), try logprob("fp16"), try logprob("bf16"))
    #expect(half != exact && abs(half - exact) < abs(bfloat - exact))
    #expect(abs(bfloat - exact) < 1)
  }
}
