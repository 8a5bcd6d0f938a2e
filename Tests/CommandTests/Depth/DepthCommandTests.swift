import FileWriters
import Foundation
import Testing

@Suite struct DepthCommandTests {
  private static let commands = ["curve", "churn", "exits"]

  /// Runs the bundled model; returns the run's folder.
  private static func run(
    _ folder: TemporaryFolder, _ flags: [String], limit: Int = 2, status: Int32 = 0
  ) throws -> String {
    let path = folder.path + "/run"
    _ = try Tool.output(["mmlu", "--limit", "\(limit)", "--output", path] + flags, status: status)
    return path
  }

  private static func json(_ command: String, _ run: String, _ flags: [String] = []) throws -> [String: Any] {
    let text = try Tool.output(["depth", command, run, "--format", "json"] + flags)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("A run at several loop counts has a curve, churn and exits that agree with its report")
  func agreement() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "8,16,24,80"], limit: 5)
    let totals = try JSONRun(Tool.output(["report", run, "--format", "json"])).rows("total")
    let curve = try #require(try Self.json("curve", run)["curve"] as? [[String: Any]])
    #expect(curve.map { $0["loops"] as? Int } == [8, 16, 24, 80])
    #expect(curve.map { $0["correct"] as? Int } == totals.map(\.correct))
    #expect(curve.map { $0["verdict"] as? String } == totals.map(\.verdict))
    #expect(curve.allSatisfy { $0["readout"] as? String == "exact" })

    let churn = try #require(try Self.json("churn", run)["churn"] as? [String: Any])
    let overall = try #require(churn["overall"] as? [String: Any])
    let gained = try #require(overall["wrong_to_right"] as? Int)
    let lost = try #require(overall["right_to_wrong"] as? Int)
    #expect(gained - lost == totals[3].correct - totals[0].correct)
    #expect((churn["settled"] as? [Int])?.reduce(0, +) == 35)

    let exits = try #require(try Self.json("exits", run)["exits"] as? [String: Any])
    let fixed = try #require(exits["fixed"] as? [[String: Any]]).compactMap { $0["result"] as? [String: Any] }
    #expect(fixed.map { $0["correct"] as? Int } == totals.map(\.correct))
    let costs = try #require(exits["costs"] as? [Double])
    #expect(exits["cost_unit"] as? String == "MFLOP a token, the head's apart")
    // Layers of the same size, but for the first application, which mixes no value residual.
    for (cost, loops) in zip(costs, [8.0, 16, 24, 80]) { #expect(abs(cost / costs[0] - loops / 8) < 0.1 * loops / 8) }
    let tried = try #require(exits["tried_costs"] as? [Double])
    #expect(tried[0] == costs[0] && zip(tried, costs).dropFirst().allSatisfy { $0 > $1 })
    #expect(try #require(exits["cost_caution"] as? String).contains("programs of their own"))
  }

  @Test("Depths that lie on the way to the next have no caution about costs")
  func nested() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "8,16", "--sharing", "cycle"])
    let exits = try #require(try Self.json("exits", run)["exits"] as? [String: Any])
    #expect(exits["cost_caution"] is NSNull && exits["tried_costs"] is NSNull)
  }

  @Test("Every command has a table and a Markdown form")
  func forms() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "8,16"])
    for command in Self.commands {
      let table = try Tool.output(["depth", command, run])
      #expect(table.contains(run) && table.contains("|"))
      let markdown = try Tool.output(["depth", command, run, "--format", "markdown"])
      #expect(markdown.hasPrefix("# ") && markdown.contains("\n## ") && markdown.contains("|--"))
      #expect(try Tool.output(["depth", command, run, "--all"]).count >= table.count)
    }
    #expect(try !Tool.output(["depth", "exits", run]).contains("All rules\n"))
    #expect(try Tool.output(["depth", "exits", run, "--all"]).contains("All rules\n"))
  }

  @Test("--minimum-loops and --patience hold for every rule")
  func rules() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(folder, ["--loops", "8,16,24"])
    let flags = ["--minimum-loops", "16", "--patience", "2"]
    let exits = try #require(try Self.json("exits", run, flags)["exits"] as? [String: Any])
    let rules = try #require(exits["rules"] as? [[String: Any]])
    #expect(!rules.isEmpty)
    for rule in rules {
      #expect(rule["minimum_loops"] as? Int == 16 && rule["patience"] as? Int == 2)
      let result = try #require(rule["result"] as? [String: Any])
      #expect((result["histogram"] as? [Int])?.first == 0)
    }
    try BadInput("late", place: "--minimum-loops 25", problem: "highest loop count is 24", remedy: "Give 24 or less") {
      _ in
      ["depth", "exits", run, "--minimum-loops", "25"]
    }.check()
  }

  @Test("A run with one loop count is refused by every command", arguments: commands)
  func oneDepth(command: String) throws {
    try BadInput("one depth", place: "/run", problem: "was read out at 8 loops only", remedy: "--loops 8,16,400") {
      ["depth", command, try Self.run($0, ["--loops", "8"])]
    }.check()
  }

  @Test("A folder that is no run is refused by every command", arguments: commands)
  func noRun(command: String) throws {
    try BadInput("no run", place: "/nothing", problem: "there is no such folder", remedy: "Give the folder of a run") {
      ["depth", command, $0.path + "/nothing"]
    }.check()
  }

  @Test("Bad numbers are refused", arguments: [["--patience", "0"], ["--minimum-loops", "-1"]])
  func badNumbers(flags: [String]) throws {
    let remedy = flags[0] == "--patience" ? "at least 1" : "0 or more"
    try BadInput("bad number", place: flags[0], problem: flags[1], remedy: remedy) { _ in
      ["depth", "exits", "runs/a", flags[0] + "=" + flags[1]]
    }.check()
  }

  @Test("A baseline has no loop counts")
  func baseline() throws {
    try BadInput("baseline", place: "/run", problem: "has no loop counts", remedy: "Run it again with several") {
      ["depth", "churn", try Self.run($0, ["--model", "uniform"], status: 3)]
    }.check()
  }

  @Test("An INVALID run is reported with its verdict and exit code 3", arguments: commands)
  func invalid(command: String) throws {
    let folder = try TemporaryFolder()
    let model = try folder.model(DemoWeights(settingFirstOf: "blocks.3.att.key.weight", to: 0x7fc0).safetensors())
    let run = try Self.run(folder, ["--loops", "8,16"] + model, status: 3)
    let text = try Tool.output(["depth", command, run], status: 3)
    #expect(text.contains("INVALID"))
  }
}
