import FileWriters
import Foundation
import Testing

/// `rwkv-eval report` of several runs.
@Suite struct SeveralRunsTests {
  private let folder: TemporaryFolder
  private let runs: [String]

  /// Two runs of the bundled model on the same docs, at two loop counts and at one of these.
  init() throws {
    folder = try TemporaryFolder()
    runs = ["two", "one"].map { [path = folder.path] in "\(path)/\($0)" }
    for (run, loops) in zip(runs, ["8,16", "16"]) {
      _ = try Tool.output(["mmlu", "--limit", "3", "--loops", loops, "--output", run])
    }
  }

  private func report(_ arguments: String...) throws -> String { try Tool.output(["report"] + runs + arguments) }

  @Test("A table of configurations comes first, and whole reports only where they are asked for")
  func table() throws {
    let text = try report()
    #expect(text.hasPrefix("3 configurations of 2 runs\nIn all rows: task mmlu, docs 21, model demo, groups 8, "))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 5 && rows[0].contains("Loops") && !rows[0].contains("Prompt"), "\(text)")
    #expect(rows[4].contains("same predictions as row 2") && !rows[3].contains("same predictions"), "\(text)")
    #expect(text.contains("rows 1, 2: \(runs[0])\n") && text.contains("row 3: \(runs[1])\n"))
    let full = try report("--full")
    let last = try Tool.output(["report", runs[1]])
    #expect(full.hasPrefix(text) && full.hasSuffix(last))
  }

  @Test("JSON has the configurations, what differs and the runs; CSV a line a configuration; LaTeX a table")
  func machines() throws {
    let data = Data(try report("--format", "json").utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let rows = try #require(object["configurations"] as? [[String: Any]])
    #expect(rows.map { $0["loops"] as? Int } == [8, 16, 16] && (object["runs"] as? [Any])?.count == 2)
    #expect(rows.map { $0["same_predictions_as"] as? Int } == [nil, nil, 2])
    let lines = try report("--format", "csv").split(whereSeparator: \.isNewline)
    #expect(lines.count == 4 && lines[0].hasPrefix("row,run,task,docs,model,groups,"))
    let totals = try JSONRun(Tool.output(["report", runs[0], "--format", "json"])).rows("total")
    #expect(rows.prefix(2).map { $0["correct"] as? Int } == totals.map(\.correct))
    let latex = try report("--format", "latex")
    #expect(latex.contains("\\toprule") && latex.contains("\(totals[1].correct)/21 & "))
    let csv = try Tool.run(["report"] + runs + ["--format", "csv", "--full"])
    #expect(csv.status == 2 && csv.diagnostics.contains("use --format json"), "\(csv)")
  }

  @Test("lm-eval's form has its own table at every loop count, in one report or several")
  func harness() throws {
    let text = try report("--format", "lm-eval")
    #expect(text.components(separatedBy: "|             Tasks             |Version|Filter|n-shot|Metric|").count == 4)
    #expect(text.contains("8 loops: "))
    let table = try Tool.output(["report", runs[1], "--format", "lm-eval"])
    #expect(text.hasSuffix(table) && !table.contains("correct/total"))
  }

  @Test("A table of several loop counts is as wide as COLUMNS says")
  func width() throws {
    let loops = (1...12).map { "\(8 * $0)" }.joined(separator: ",")
    let run = folder.path + "/many"
    _ = try Tool.output(["mmlu", "--limit", "1", "--loops", loops, "--curve", "prefix", "--output", run])
    func header(columns: String) throws -> Substring {
      let result = try Tool.run(script: "$TOOL report \(run)", environment: ["COLUMNS": columns])
      return try #require(result.output.split(separator: "\n").first { $0.contains("Tasks") }, "\(result)")
    }
    #expect(try header(columns: "80").count <= 80 && header(columns: "160").count > 100)
    #expect(try header(columns: "nonsense").count <= 100)
  }
}
