import FileWriters
import Foundation
import Testing

/// Runs that came to their end, given to the same command again.
@Suite struct FinishedRunTests {
  private let folder: TemporaryFolder
  private let run: String
  private let answers: String

  init() throws {
    folder = try TemporaryFolder()
    run = folder.path + "/run"
    let logprobs =
      [("snow", "white", -1.0), ("snow", "black", -2.0), ("coal", "white", -3.0), ("coal", "black", -1.5)]
      + [("milk", "white", -5.5), ("milk", "dark grey", -9.0)]
    let lines = logprobs.map { thing, colour, logprob in
      #"{"context": "Question: Colour of \#(thing)?\nAnswer:", "continuation": " \#(colour)", "logprob": \#(logprob), "is_greedy": false}"#
    }
    answers = try folder.write(lines.joined(separator: "\n"), to: "answers.jsonl")
  }

  private func evaluate(_ task: String, _ flags: [String] = []) throws -> ToolResult {
    try Tool.run(["run", "--tasks", task, "--model", "answers:" + answers, "--output", run] + flags)
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: run).filter { $0.contains("_20") }.sorted()
  }

  @Test func `The report is made again, files that are missing are written, and those that are there stay`() throws {
    let task = try SampleTask.write(to: folder)
    let first = try evaluate(task)
    #expect(first.status == 0, "\(first)")
    let names = try files()
    try #require(names.count == 2)
    let contents = try names.map { try String(contentsOfFile: run + "/" + $0, encoding: .utf8) }
    for missing in [[names[0]], [names[1]], names] {
      for name in missing { try FileManager.default.removeItem(atPath: run + "/" + name) }
      let again = try evaluate(task)
      #expect(again.status == 0 && again.output == first.output, "\(again)")
      #expect(again.diagnostics.contains("holds this run, finished: 3 docs; nothing is scored again"))
      #expect(try files() == names)
      #expect(try names.map { try String(contentsOfFile: run + "/" + $0, encoding: .utf8) } == contents)
    }
    let other = try evaluate(task, ["--limit", "2"])
    #expect(other.status == 2 && other.output.isEmpty)
    #expect(other.diagnostics.contains("holds a finished run with other settings: docs per subject was all and is 2"))
    #expect(other.diagnostics.contains("`rwkv-eval report \(run)` reports that run"))
  }

  @Test func `Files that cannot be written come after the table, and the same command writes them later`() throws {
    // Of what is not asked about, samples alone have a copy.
    let notes = SampleTask.docs.replacing("}", with: #", "note": "\#(String(repeating: "x", count: 2000))"}"#)
    let task = try SampleTask.write(to: folder, docs: notes)
    let limited = try Tool.run(
      script: "ulimit -f 6; exec $TOOL run --tasks \(task) --model answers:\(answers) --output \(run)")
    #expect(limited.status == 1 && limited.output.contains("|colours|"), "\(limited)")
    #expect(limited.diagnostics.contains("samples_colours_"), "\(limited)")
    #expect(limited.diagnostics.contains(".jsonl: cannot be written: File too large"), "\(limited)")
    #expect(try files().isEmpty)
    let later = try evaluate(task)
    #expect(later.status == 0 && later.output == limited.output)
    #expect(try files().count == 2)
  }

  @Test func `A table that cannot be written costs no file`() throws {
    let task = try SampleTask.write(to: folder)
    let result = try Tool.run(
      script: "$TOOL run --tasks \(task) --model answers:\(answers) --output \(run) > /dev/full")
    #expect(result.status == 1 && result.diagnostics.contains("standard output: cannot be written"))
    #expect(try files().count == 2)
  }

  @Test func `An INVALID run is INVALID again`() throws {
    let arguments = ["mmlu", "--model", "constant:B", "--limit", "5", "--output", run]
    let first = try Tool.output(arguments, status: 3)
    #expect(try Tool.output(arguments, status: 3) == first)
  }

  @Test func `A task's name with slashes makes one file`() throws {
    let task = try SampleTask.write(to: folder, yaml: SampleTask.yaml("task: colours", to: "task: a/../../b"))
    let result = try evaluate(task)
    #expect(result.status == 0, "\(result)")
    #expect(try files().contains { $0.hasPrefix("samples_a_.._.._b_") })
  }

  @Test func `Two tasks with one file name are refused before anything is scored`() throws {
    _ = try SampleTask.write(to: folder)
    let twins = try ["a/b", "a_b"].enumerated().map { index, name in
      try folder.write(SampleTask.yaml("task: colours", to: "task: " + name), to: "\(index).yaml")
    }
    let same = try evaluate(twins.joined(separator: ","))
    #expect(same.status == 2, "\(same)")
    let reason = "the samples of the tasks \"a/b\" and \"a_b\" would both be written to samples_a_b_"
    #expect(same.diagnostics.contains(reason))
    #expect(!FileManager.default.fileExists(atPath: run))
  }

  @Test func `Files are named after the local time of the run's end`() throws {
    let task = try SampleTask.write(to: folder)
    let command = "exec $TOOL run --tasks \(task) --model answers:\(answers) --output \(run)"
    #expect(try Tool.run(script: command, environment: ["TZ": "Asia/Tokyo"]).status == 0)
    let end = try #require(try RunFiles(run).manifest()["finishedAt"] as? String)
    let utc = try Date(end, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    let tokyo = utc.addingTimeInterval(9 * 3600).formatted(.iso8601).prefix(19).replacing(":", with: "-")
    let names = try files()
    #expect(names.count == 2 && names.allSatisfy { $0.contains(tokyo) }, "\(names) \(tokyo)")
    // Another zone does not make other files of the same run.
    #expect(try Tool.run(script: command, environment: ["TZ": "America/New_York"]).status == 0)
    #expect(try files() == names)
  }

  @Test func `A folder that is named like a file is made, with a word`() throws {
    let result = try Tool.run(["mmlu", "--model", "uniform", "--limit", "1", "--output", run + ".json"])
    #expect(result.diagnostics.contains("note: --output \(run).json is a folder: it is made"))
    #expect(RunFiles(run + ".json").lineCount == 7)
  }

  @Test func `Quiet leaves out settings and progress, and keeps notes and results`() throws {
    let arguments = ["mmlu", "--loops", "8", "--limit", "1"]
    let (loud, quiet) = (try Tool.run(arguments), try Tool.run(arguments + ["--quiet"]))
    #expect(loud.output == quiet.output && loud.diagnostics.contains("model: demo"))
    #expect(quiet.diagnostics == "note: 8 loops lie outside those seen in training (16 to 80)\n")
  }
}
