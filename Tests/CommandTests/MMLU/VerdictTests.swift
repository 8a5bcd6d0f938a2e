import FileWriters
import Foundation
import SharedFixtures
import Testing

@Suite struct VerdictTests {
  @Test("A model that does not distinguish the choices is INVALID: exit code 3, no doc counted as a letter")
  func uniform() throws {
    let run = try JSONRun(Tool.output(["mmlu", "--model", "uniform", "--limit", "5", "--format", "json"], status: 3))
    let total = try #require(run.rows("total").first)
    #expect(run.verdict.status == "INVALID")
    #expect(total.ties == 35 && total.correct == 0 && total.loops == nil)
    #expect(total.predicted.values.allSatisfy { $0 == 0 })
  }

  @Test(
    "Always answering A on the real MMLU scores 3222 of 14042 and is no result",
    .enabled(if: SharedFixtures.has("data/mmlu.tar.xz"), Comment(rawValue: SharedFixtures.missing)))
  func constant() throws {
    let data = ["--data", SharedFixtures.path("data/mmlu.tar.xz")]
    let result = try Tool.run(["mmlu", "--model", "constant:A"] + data + ["--format", "json"])
    let run = try JSONRun(result.output)
    let total = try #require(run.rows("total").first)
    #expect(total.correct == 3222 && total.total == 14042)
    #expect(total.predicted == ["A": 14042, "B": 0, "C": 0, "D": 0])
    #expect(total.gold == ["A": 3222, "B": 3462, "C": 3582, "D": 3776])
    #expect(run.rows("group").map(\.total).sorted() == [3077, 3107, 3153, 4705])
    #expect(run.rows("task").count == 57)
    #expect(run.verdict.status == "INVALID" && result.status == 3)
    #expect(run.verdict.reasons.contains { $0.contains("have the same log-likelihoods") })
    #expect(
      run.verdict.reasons.contains { $0.contains("3222 correct is exactly the number of docs whose answer is A") })
  }

  @Test(
    "A weight that is no number makes the result INVALID, counts no doc as A, and is located",
    arguments: [
      ("blocks.3.att.key.weight", 0x7fc0, "layer application 6 (layer 3, group 3, loop 0) at token 0"),
      ("blocks.5.ln1.weight", 0x7f80, "layer application 10 (layer 5, group 5, loop 0) at token 0"),
    ] as [(String, UInt16, String)])
  func broken(tensor: String, bits: UInt16, place: String) throws {
    let folder = try TemporaryFolder()
    let model = try folder.model(DemoWeights(settingFirstOf: tensor, to: bits).safetensors())
    let output = ["--format", "json", "--output", folder.path + "/run"]
    let run = try JSONRun(Tool.output(["mmlu", "--loops", "16", "--limit", "2"] + model + output, status: 3))
    let total = try #require(run.rows("total").first)
    #expect(total.invalid == 14 && total.correct == 0)
    #expect(total.predicted == ["A": 0, "B": 0, "C": 0, "D": 0])
    #expect(run.verdict.status == "INVALID")
    #expect(run.verdict.reasons.contains { $0.contains(place) }, "\(run.verdict.reasons)")
    let outcomes = try Outcomes(folder.path + "/run")
    #expect(outcomes.lines.count == 14)
    #expect(outcomes.lines.allSatisfy { $0.answers.allSatisfy { $0.prediction == nil } })
    #expect(outcomes.logprobs.allSatisfy { $0 == nil })
    _ = try Tool.output(["report", folder.path + "/run"], status: 3)
  }
}
