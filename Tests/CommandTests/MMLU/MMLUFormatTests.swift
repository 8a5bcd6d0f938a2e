import Foundation
import Testing

@Suite struct MMLUFormatTests {
  private static let arguments = ["mmlu", "--loops", "8,16", "--groups", "8", "--limit", "3", "--format"]

  @Test("The JSON form has a row for every task and loop count, whose counts add up")
  func json() throws {
    let text = try Tool.output(Self.arguments + ["json"])
    let run = try JSONRun(text)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object.keys.sorted() == ["analysis", "completion", "manifest", "results", "verdict"])
    #expect(run.manifest.model.name == "demo")
    #expect(run.manifest.model.sha256?.count == 64)
    #expect(run.manifest.task.docs == 21)
    #expect(run.manifest.commandLine.dropFirst() == (Self.arguments + ["json"])[...])
    #expect(["VALID", "SUSPECT"].contains(run.verdict.status))
    #expect(run.verdict.reasons.isEmpty == (run.verdict.status == "VALID"))
    #expect(run.rows("total").map(\.loops) == [8, 16])
    #expect(run.rows("task").count == 14)
    for row in run.results {
      #expect(row.accuracy == Double(row.correct) / Double(row.total))
      #expect(row.gold.values.reduce(0, +) == row.total)
      #expect(row.predicted.values.reduce(0, +) + row.invalid + row.ties == row.total)
      #expect(row.predicted.keys.sorted() == ["A", "B", "C", "D"])
      #expect(row.ci95.count == 2 && row.ci95[0] <= row.accuracy && row.accuracy <= row.ci95[1])
    }
    for total in run.rows("total") {
      let tasks = run.rows("task").filter { $0.loops == total.loops }
      #expect(total.total == 21 && tasks.allSatisfy { $0.total == 3 })
      #expect(tasks.map(\.correct).reduce(0, +) == total.correct)
    }
  }

  @Test("The CSV form has as many columns in every row as in its header, and the JSON form's rows")
  func csv() throws {
    let lines = try Tool.output(Self.arguments + ["csv"]).split(whereSeparator: \.isNewline)
    #expect(lines.count == 1 + 16)
    #expect(Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }).count == 1)
    #expect(lines.first?.contains("task") == true && lines.first?.contains("correct") == true)
  }

  @Test("The Markdown form has the table and the verdict")
  func markdown() throws {
    let text = try Tool.output(Self.arguments + ["markdown"])
    #expect(text.hasPrefix("# "))
    #expect(text.contains("modular_addition"))
    #expect(text.contains("VALID") || text.contains("SUSPECT"))
  }

  @Test("Standard error says what runs on what, and standard output holds the result alone")
  func introduction() throws {
    let result = try Tool.run(["mmlu", "--loops", "8", "--limit", "1", "--format", "csv"])
    let program = "program, 8 loops: 8 groups × 1 loop × 1 layer = 8 layer applications, order 0 1 2 3 4 5 6 7"
    for line in ["model: demo", program, "test split, 7 docs of 7 subjects", "prompt: recommended, 0-shot"] {
      #expect(result.diagnostics.contains(line))
      #expect(!result.output.contains(line))
    }
    #expect(!result.diagnostics.contains("\u{1B}"), "progress is drawn on terminals only")
  }

  /// The counts are those of the model's README (models/demo/accuracy-recommended.txt).
  @Test("The demo's accuracy at 8 loops is exactly the documented one")
  func accuracy() throws {
    let subjects = "modular_addition,pointer_chasing"
    let run = try JSONRun(Tool.output(["mmlu", "--loops", "8", "--subjects", subjects, "--format", "json"]))
    #expect(run.rows("task").map(\.task) == ["mmlu_modular_addition", "mmlu_pointer_chasing"])
    #expect(run.rows("task").map(\.correct) == [73, 84])
    #expect(run.rows("task").map(\.total) == [100, 100])
    #expect(run.verdict == .init(status: "VALID", reasons: []))
  }
}
