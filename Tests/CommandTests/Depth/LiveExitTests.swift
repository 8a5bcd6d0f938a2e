import EvalCore
import FileWriters
import Foundation
import Testing

/// `mmlu --exit`: docs that stop looping, against the sweep over a run whose docs do not.
@Suite struct LiveExitTests {
  /// A doc of `outcomes.jsonl`.
  private struct Doc: Decodable {
    struct Answer: Decodable {
      let loops: Int
      let logprobs: [Double]
      let residual: Double?
    }
    let answers: [Answer]
  }

  /// A rule of a sweep with what it promises.
  private struct Swept: Decodable {
    struct Result: Decodable {
      let histogram: [Int]
      let mean_cost: Double
      let correct: Int
      let total: Int
    }
    let criterion: String?
    let threshold: Double?
    let patience: Int?
    let result: Result
  }

  private struct Sweep: Decodable {
    struct Exits: Decodable {
      let cost_unit: String
      let costs: [Double]
      let tried_costs: [Double]?
      let rules: [Swept]
    }
    let exits: Exits
  }

  private struct Report: Decodable {
    struct Exits: Decodable {
      let histogram: [Int]
      let loops: [Int]
      let mean_flops_per_token: Double
      let saved_share: Double
    }
    let exits: Exits
  }

  /// A model whose depths are on each other's way, and one that runs its coda at each.
  private static let models: [[String]] = [
    ["--model", "demo", "--loops", "80", "--curve", "prefix", "--loops-curve", "6"],
    ["--model", "demo-core", "--loops", "2,4,6,9,12"],
  ]

  private static func run(_ flags: [String], _ path: String, status: Int32 = 0) throws -> String {
    try Tool.output(["mmlu", "--limit", "3", "--format", "json", "--output", path] + flags, status: status)
  }

  private static func docs(_ path: String) throws -> [Doc] {
    try String(contentsOfFile: path + "/outcomes.jsonl", encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Doc.self, from: Data($0.utf8)) }
  }

  /// For every criterion, the rule of a sweep whose docs stop at the most different depths.
  private static func rules(_ sweep: Sweep) -> [Swept] {
    Dictionary(grouping: sweep.exits.rules) { $0.criterion ?? "" }.sorted { $0.key < $1.key }.compactMap { rules in
      rules.value.max { $0.result.histogram.count { $0 > 0 } < $1.result.histogram.count { $0 > 0 } }
    }
  }

  /// A threshold that leaves a doc whose value it is on the same side: layouts give values up to 1e-5 apart.
  private static func past(_ threshold: Double, _ criterion: String) -> Double {
    threshold * (["residual", "kl", "entropy"].contains(criterion) ? 1 - 1e-4 : 1 + 1e-4)
  }

  @Test(
    "Every rule stops docs where the sweep says, with the answers, the accuracy and the operations of the sweep",
    arguments: models)
  func agreement(model: [String]) throws {
    let folder = try TemporaryFolder()
    let full = folder.path + "/full"
    _ = try Self.run(model, full)
    let text = try Tool.output(["depth", "exits", full, "--format", "json"])
    let sweep = try JSONDecoder().decode(Sweep.self, from: Data(text.utf8))
    let unit = try #require(["GFLOP": 1e9, "MFLOP": 1e6, "kFLOP": 1e3][String(sweep.exits.cost_unit.prefix(5))])
    #expect((sweep.exits.tried_costs == nil) == (model[1] == "demo"), "only the coda is run for each depth")
    let rules = Self.rules(sweep)
    #expect(rules.compactMap(\.criterion).sorted() == ExitCriterion.allCases.map(\.rawValue).sorted())
    #expect(rules.count { $0.result.histogram.count { $0 > 0 } > 1 } >= 4, "rules that stop docs at several depths")
    let fullDocs = try Self.docs(full)
    for rule in rules {
      let name = try #require(rule.criterion)
      let flag = name.replacing("_", with: "-") + (rule.threshold.map { "=\(Self.past($0, name))" } ?? "")
      let live = folder.path + "/" + name
      let output = try Self.run(model + ["--exit", flag, "--exit-patience", "\(rule.patience ?? 1)"], live)
      let report = try JSONDecoder().decode(Report.self, from: Data(output.utf8))
      #expect(report.exits.histogram == rule.result.histogram, "\(flag)")
      #expect(try JSONRun(output).rows("total").map(\.correct) == [rule.result.correct])
      #expect(abs(report.exits.mean_flops_per_token / unit - rule.result.mean_cost) < 1e-9 * rule.result.mean_cost)
      for (live, full) in zip(try Self.docs(live), fullDocs) {
        for (answer, other) in zip(live.answers, full.answers) {
          #expect(answer.loops == other.loops)
          #expect(zip(answer.logprobs, other.logprobs).allSatisfy { abs($0 - $1) < 1e-5 })
        }
      }
    }
  }

  @Test("What is computed is less where docs stop, and told in the report beside the histogram")
  func saved() throws {
    let folder = try TemporaryFolder()
    let model = Self.models[0]
    _ = try Self.run(model, folder.path + "/full")
    _ = try Self.run(model + ["--exit", "max-probability=0.3"], folder.path + "/live")
    let work = try ["full", "live"].map { name in
      try #require(try RunFiles(folder.path + "/" + name).manifest()["work"] as? [String: Int])
    }
    #expect(work[0]["computedTokens"] == work[1]["computedTokens"])
    let (all, some) = (try #require(work[0]["tokenApplications"]), try #require(work[1]["tokenApplications"]))
    #expect(some < all / 2)
    let text = try Tool.output(["report", folder.path + "/live"])
    #expect(text.contains("docs by exit, max probability > 0.3\n"))
    #expect(text.contains("Computed: \(some) token × layer applications"))
    let page = try Tool.output(["report", folder.path + "/live", "--format", "markdown"])
    #expect(page.contains("## Docs by exit") && page.contains("| exit rule | max probability > 0.3 |"))
    #expect(try !Tool.output(["report", folder.path + "/full"]).contains("docs by exit"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/live/trace.jsonl"))
  }

  @Test("No doc stops before --exit-after, and --exit alone reads out at multiples of the groups")
  func after() throws {
    let folder = try TemporaryFolder()
    let output = try Self.run(["--loops", "40", "--exit", "argmax-stable", "--exit-after", "24"], folder.path + "/run")
    let report = try JSONDecoder().decode(Report.self, from: Data(output.utf8))
    #expect(report.exits.loops == [8, 16, 24, 32, 40])
    #expect(report.exits.histogram.prefix(2) == [0, 0] && report.exits.histogram.reduce(0, +) == 21)
    #expect(try Self.docs(folder.path + "/run").allSatisfy { $0.answers.count >= 3 })
  }

  @Test("A run that was killed is resumed to the same end, and another rule is another setting")
  func resumed() throws {
    let folder = try TemporaryFolder()
    let (whole, part) = (RunFiles(folder.path + "/whole"), RunFiles(folder.path + "/part"))
    let flags = ["--loops", "40", "--memory", "200K", "--exit"]
    _ = try Self.run(flags + ["entropy=1.2"], whole.path)
    try FileManager.default.copyItem(atPath: whole.path, toPath: part.path)
    let ends = whole.outcomes.indices.filter { whole.outcomes[$0] == UInt8(ascii: "\n") }
    try part.stop(after: whole.outcomes.prefix(ends[8] + 1))
    let other = try Tool.run(["mmlu", "--limit", "3", "--output", part.path] + flags + ["entropy=0.5"])
    #expect(other.status == 2)
    #expect(other.diagnostics.contains("exit rule was entropy 1.2") && other.diagnostics.contains("and is entropy 0.5"))
    _ = try Self.run(flags + ["entropy=1.2"], part.path)
    #expect(part.outcomes == whole.outcomes)
    let works = try [whole, part].map { try #require(try $0.manifest()["work"] as? NSDictionary) }
    #expect(works[0] == works[1])
  }

  @Test("A run whose docs stopped is compared at their exits, and has no curve")
  func others() throws {
    let folder = try TemporaryFolder()
    _ = try Self.run(["--loops", "40", "--exit", "margin=1"], folder.path + "/live")
    _ = try Self.run(["--loops", "40"], folder.path + "/fixed")
    let text = try Tool.output(["compare", folder.path + "/live", folder.path + "/fixed"])
    #expect(text.contains("21"))
    let curve = try Tool.run(["depth", "curve", folder.path + "/live"])
    #expect(curve.status == 2 && curve.diagnostics.contains("Run it again without --exit"))
  }

  private static func refusal(_ flags: String..., place: String, problem: String, remedy: String) -> BadInput {
    BadInput(flags.joined(separator: " "), place: place, problem: problem, remedy: remedy) { _ in
      ["mmlu", "--limit", "1"] + flags
    }
  }

  @Test(
    "Exits that cannot be are refused with a remedy",
    arguments: [
      refusal(
        "--loops", "80", "--exit", "entrpy=0.3", place: "--exit", problem: "there is no rule \"entrpy\"",
        remedy: "Did you mean \"entropy\"?"),
      refusal(
        "--loops", "80", "--exit", "max-probability=1.5", place: "max-probability", problem: "\"1.5\"",
        remedy: "above 0 and below 1"),
      refusal("--loops", "80", "--exit", "kl=-1", place: "kl", problem: "\"-1\"", remedy: "a number above 0"),
      refusal(
        "--loops", "80", "--exit", "kl", place: "kl", problem: "needs a threshold", remedy: "for example kl=0.01"),
      refusal(
        "--loops", "80", "--exit", "argmax-stable=2", place: "argmax-stable", problem: "has no threshold",
        remedy: "--exit-patience"),
      refusal(
        "--loops", "8", "--exit", "kl=1", place: "--exit", problem: "read out at 8 loops only",
        remedy: "Give several loop counts"),
      refusal(
        "--loops", "80", "--exit", "kl=1", "--exit-after", "80", place: "--exit-after 80",
        problem: "no doc would stop before it", remedy: "Give less than 80"),
      refusal(
        "--loops", "80", "--exit-after", "8", place: "--exit-after", problem: "belong to a rule", remedy: "add --exit"),
      refusal(
        "--model", "constant:A", "--exit", "kl=1", place: "--model constant:A", problem: "--exit",
        remedy: "Leave them out"),
      refusal(
        "--depth-program", "rwkv-dr-published", "--groups", "8", "--loops", "16,32", "--exit", "kl=1", place: "--exit",
        problem: "not causal", remedy: "Leave --exit out"),
    ])
  func refused(input: BadInput) throws { try input.check() }
}
