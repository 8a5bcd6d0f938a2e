import FileWriters
import Foundation
import Testing

/// A run's folder says everything by itself: its report, lm-eval's files and the metrics of comparisons and depths.
@Suite struct FolderReportTests {
  /// A command that makes a run, and the files that it needs.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Contents by name.
    var files: [String: String] = [:]
    /// `FOLDER` stands for where the files are.
    let arguments: [String]
  }

  private static let choices = """
    dataset_path: json
    dataset_kwargs: {data_files: {test: FILE}}
    test_split: test
    output_type: multiple_choice
    doc_to_text: "Question: {{q}}\\nAnswer:"
    doc_to_choice: "{{choices}}"
    doc_to_target: gold
    metric_list: [{metric: acc}, {metric: acc_norm}]
    metadata: {version: 1.0}

    """
  private static let colours = (0..<6).map {
    #"{"q": "Colour \#($0)?", "choices": ["white", "dark grey", "no"], "gold": \#($0 % 3)}"#
  }.joined(separator: "\n")
  private static let words = (0..<4).map { #"{"text": "one \#($0)", "last": "two"}"# }.joined(separator: "\n")

  private static func choice(_ name: String, _ file: String) -> String {
    "task: \(name)\n" + choices.replacing("FILE", with: file)
  }

  private static let cases = [
    Case(testDescription: "MMLU", arguments: ["mmlu", "--loops", "8", "--limit", "3"]),
    Case(testDescription: "MMLU at several loop counts", arguments: ["mmlu", "--loops", "8,16", "--limit", "2"]),
    Case(
      testDescription: "MMLU with --exit",
      arguments: ["mmlu", "--loops", "8,16", "--limit", "2", "--exit", "entropy=0.3"]),
    Case(
      testDescription: "acc and acc_norm", files: ["t.yaml": choice("colours", "c.jsonl"), "c.jsonl": colours],
      arguments: ["run", "--tasks", "FOLDER/t.yaml", "--loops", "8", "--num-fewshot", "0"]),
    Case(
      testDescription: "perplexity",
      files: [
        "t.yaml": """
        task: words
        dataset_path: json
        dataset_kwargs: {data_files: {test: w.jsonl}}
        test_split: test
        output_type: loglikelihood
        doc_to_text: "{{text}}"
        doc_to_target: " {{last}}"
        metric_list: [{metric: perplexity, aggregation: perplexity, higher_is_better: false}, {metric: acc}]
        metadata: {version: 2}

        """, "w.jsonl": words,
      ], arguments: ["run", "--tasks", "FOLDER/t.yaml", "--loops", "8"]),
    Case(
      testDescription: "a rolling task",
      files: [
        "t.yaml": """
        task: pages
        dataset_path: json
        dataset_kwargs: {data_files: {test: w.jsonl}}
        test_split: test
        output_type: loglikelihood_rolling
        doc_to_text: ""
        doc_to_target: "{{text}} {{last}}"

        """, "w.jsonl": words,
      ], arguments: ["run", "--tasks", "FOLDER/t.yaml", "--loops", "8"]),
    Case(
      testDescription: "weighted groups at several loop counts",
      files: [
        "a.yaml": choice("one", "c.jsonl"), "b.yaml": choice("other", "d.jsonl"), "c.jsonl": colours,
        "d.jsonl": colours.split(separator: "\n").prefix(2).joined(separator: "\n"),
        "g.yaml": """
        group: both
        task: [one, other]
        aggregate_metric_list:
          - {metric: acc, weight_by_size: true}
          - {metric: acc_norm, weight_by_size: false}
        metadata: {version: 3}

        """,
      ], arguments: ["run", "--tasks", "both", "--include-path", "FOLDER", "--loops", "8,16"]),
    Case(
      testDescription: "a task with --exit", files: ["t.yaml": choice("colours", "c.jsonl"), "c.jsonl": colours],
      arguments: ["run", "--tasks", "FOLDER/t.yaml", "--loops", "8,16", "--exit", "entropy=0.3"]),
  ]

  /// A run whose tasks and data are gone, moved to another place, with what was printed of it.
  private static func made(_ one: Case) throws -> (folder: TemporaryFolder, run: String, printed: ToolResult) {
    let tasks = try TemporaryFolder()
    for (name, content) in one.files { try tasks.write(content, to: name) }
    let made = tasks.path + "/run"
    let printed = try Tool.run(one.arguments.map { $0.replacing("FOLDER", with: tasks.path) } + ["--output", made])
    let folder = try TemporaryFolder()
    let run = folder.path + "/copied"
    try FileManager.default.moveItem(atPath: made, toPath: run)
    return (folder, run, printed)
  }

  private static func results(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasPrefix("results_") || $0.hasPrefix("samples_")
    }.sorted()
  }

  @Test("A copied folder gives the report that the run printed, and the files that it wrote", arguments: cases)
  private func copied(_ one: Case) throws {
    let (folder, run, printed) = try Self.made(one)
    #expect([0, 3].contains(printed.status), "\(printed.diagnostics)")
    let report = try Tool.run(["report", run])
    #expect(report.output == printed.output)
    #expect(report.status == printed.status)

    let files = folder.path + "/files"
    let written = try Tool.run(["report", run, "--lm-eval", files])
    #expect(written.status == printed.status, "\(written.diagnostics)")
    let names = try Self.results(run)
    #expect(names.contains { $0.hasPrefix("results_") } && names.contains { $0.hasPrefix("samples_") })
    #expect(try Self.results(files) == names)
    for name in names {
      #expect(
        FileManager.default.contentsEqual(atPath: run + "/" + name, andPath: files + "/" + name), "\(name) differs")
    }
  }

  @Test("Every form shows the tasks' own metrics")
  func forms() throws {
    let (folder, run, _) = try Self.made(Self.cases[6])
    defer { withExtendedLifetime(folder) {} }
    let csv = try Tool.run(["report", run, "--format", "csv"]).output.split(separator: "\n")
    #expect(csv.first?.hasPrefix("task,level,loops,metric,filter,value,stderr,docs") == true)
    #expect(csv.contains { $0.hasPrefix("both,group,16,acc_norm,none,") })
    #expect(csv.count == 1 + 2 * (2 * 2 + 2))
    let markdown = try Tool.run(["report", run, "--format", "markdown"]).output
    #expect(markdown.contains("|acc_norm|"))
    let json = try Tool.run(["report", run, "--format", "json"]).output
    #expect(json.contains(#""acc_norm,none""#) && json.contains(#""completion""#))
    let curve = try Tool.run(["depth", "curve", run]).output
    #expect(curve.contains("acc_norm") && curve.contains("both"))
    let compared = try Tool.run(["compare", run, run]).output
    #expect(compared.contains("acc_norm") && compared.contains("+0.0000 to +0.0000"))
  }

  @Test("The docs of another run are refused")
  func foreign() throws {
    let (folder, run, _) = try Self.made(Self.cases[3])
    let (other, otherRun, _) = try Self.made(Self.cases[7])
    defer { withExtendedLifetime((folder, other)) {} }
    let files = FileManager.default
    try files.removeItem(atPath: run + "/docs.jsonl.gz")
    try files.copyItem(atPath: otherRun + "/docs.jsonl.gz", toPath: run + "/docs.jsonl.gz")
    // The same questions are the same docs.
    #expect(try Tool.run(["report", run, "--lm-eval", folder.path + "/same"]).status != 2)
    let outcomes = try String(contentsOfFile: run + "/outcomes.jsonl", encoding: .utf8)
    let changed = outcomes.replacing(/"prompt_hash":"...../, with: "\"prompt_hash\":\"00000", maxReplacements: 1)
    try Data(changed.utf8).write(to: URL(filePath: run + "/outcomes.jsonl"))
    let refused = try Tool.run(["report", run, "--lm-eval", folder.path + "/files"])
    #expect(refused.status == 2 && refused.diagnostics.contains("not in docs.jsonl.gz as it was asked"), "\(refused)")
  }

  @Test("A damaged docs.jsonl.gz ends with the line, and the report needs none")
  func damaged() throws {
    let (folder, run, printed) = try Self.made(Self.cases[3])
    defer { withExtendedLifetime(folder) {} }
    try Data("no gzip".utf8).write(to: URL(filePath: run + "/docs.jsonl.gz"))
    #expect(try Tool.run(["report", run]).output == printed.output)
    let files = try Tool.run(["report", run, "--lm-eval", folder.path + "/files"])
    #expect(files.status == 2 && files.diagnostics.contains("docs.jsonl.gz"))
  }
}
