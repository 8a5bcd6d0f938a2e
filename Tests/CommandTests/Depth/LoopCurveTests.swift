import FileWriters
import Foundation
import Testing

@Suite struct LoopCurveTests {
  private static func run(_ folder: TemporaryFolder, _ flags: [String], as name: String = "run") throws -> String {
    let path = folder.path + "/" + name
    _ = try Tool.output(["mmlu", "--limit", "2", "--output", path] + flags)
    return path
  }

  private static func model(_ run: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: run + "/manifest.json"))
    let manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(manifest["model"] as? [String: Any])
  }

  private static func readouts(_ run: String) throws -> [(loops: Int?, applications: Int?, kind: String?)] {
    try #require(try model(run)["readouts"] as? [[String: Any]]).map {
      ($0["loops"] as? Int, $0["layerApplications"] as? Int, $0["kind"] as? String)
    }
  }

  /// Log-probabilities by doc and read-out.
  private static func logprobs(_ run: String) throws -> [[[Double]]] {
    try String(contentsOfFile: run + "/outcomes.jsonl", encoding: .utf8).split(separator: "\n").map { line in
      let outcome = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return try #require(outcome["answers"] as? [[String: Any]]).compactMap { $0["logprobs"] as? [Double] }
    }
  }

  private static func difference(_ a: [[[Double]]], _ readout: Int, _ b: [[[Double]]]) -> Double {
    zip(a, b).flatMap { zip($0[readout], $1[0]).map { abs($0 - $1) } }.max() ?? .infinity
  }

  @Test("A curve from one pass is labelled prefix where groups follow each other, and ends exactly")
  func prefix() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "3,16,80", "--curve", "prefix"])
    let readouts = try Self.readouts(run)
    #expect(readouts.map(\.loops) == [3, 16, 80])
    #expect(readouts.map(\.applications) == [3, 16, 80])
    #expect(readouts.map(\.kind) == ["prefix", "prefix", "exact"])
    let notes = try #require(try Self.model(run)["notes"] as? [String])
    #expect(notes.contains { $0.hasPrefix("the read-outs at 3, 16 loops stop the program of 80 on its way") })
    let alone = try Self.run(folder, ["--loops", "80"], as: "alone")
    #expect(try Self.difference(Self.logprobs(run), 2, Self.logprobs(alone)) < 1e-5)
    let other = try Self.run(folder, ["--loops", "16"], as: "other")
    #expect(try Self.difference(Self.logprobs(run), 1, Self.logprobs(other)) > 0.1, "16 loops are another program")
  }

  @Test("A curve from one pass of a cycle is exact at full rounds, and equals separate runs")
  func exact() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "8,12,24", "--sharing", "cycle", "--curve", "prefix"])
    #expect(try Self.readouts(run).map(\.kind) == ["exact", "prefix", "exact"])
    for (index, loops) in [(0, "8"), (2, "24")] {
      let alone = try Self.run(folder, ["--loops", loops, "--sharing", "cycle"], as: loops)
      #expect(try Self.difference(Self.logprobs(run), index, Self.logprobs(alone)) < 1e-5)
    }
  }

  @Test("--loops-curve chooses multiples of the groups up to --loops, and the cost is told")
  func chosen() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "80", "--loops-curve", "4"])
    #expect(try Self.readouts(run).map(\.loops) == [8, 16, 40, 80])
    #expect(try Self.readouts(run).allSatisfy { $0.kind == nil || $0.kind == "exact" })
    // 80 of the largest; 40 − 5, 16 − 2 and 8 − 1 of the others, which share their first group's loops with it.
    let notes = try #require(try Self.model(run)["notes"] as? [String])
    #expect(notes.contains { $0.hasPrefix("4 loop counts take 136 layer applications, 1.70 times those of 80") })
  }

  @Test("The hidden states of every group are called by what they do")
  func convergence() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "80"])
    let text = try Tool.output(["depth", "convergence", run, "--format", "json"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let found = try #require(object["convergence"] as? [String: Any])
    let groups = try #require(found["groups"] as? [[String: Any]])
    #expect(groups.count == 8)
    #expect(groups.allSatisfy { $0["loops"] as? Int == 10 && $0["state"] is String })
    #expect(try Tool.output(["depth", "convergence", run]).contains("group"))
    let lines = try String(contentsOfFile: run + "/trace.jsonl", encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 80)
  }

  @Test(
    "Curves that cannot be had are refused with a remedy",
    arguments: [
      BadInput(
        "several", place: "--loops-curve", problem: "chooses the loop counts itself", remedy: "give --loops one count"
      ) {
        _ in ["mmlu", "--loops", "8,16", "--loops-curve", "3"]
      },
      BadInput("one", place: "--loops-curve 1", problem: "make a curve", remedy: "at least 2 loop counts") { _ in
        ["mmlu", "--loops", "80", "--loops-curve", "1"]
      },
      BadInput("no counts", place: "--curve prefix", problem: "needs several", remedy: "--loops-curve N") { _ in
        ["mmlu", "--loops", "80", "--curve", "prefix"]
      },
      BadInput("plain", place: "--loops-curve", problem: "the program has no loops", remedy: "Add --loops N") { _ in
        ["mmlu", "--depth-program", "plain", "--loops-curve", "3"]
      },
      BadInput("no trace", place: "/run", problem: "has no trace.jsonl", remedy: "Run a looped model") { folder in
        let run = folder.path + "/run"
        _ = try Tool.output(["mmlu", "--model", "constant:A", "--limit", "1", "--output", run], status: 3)
        return ["depth", "convergence", run]
      },
    ])
  func refused(input: BadInput) throws { try input.check() }
}
