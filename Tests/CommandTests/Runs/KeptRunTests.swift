import FileWriters
import Foundation
import Testing

/// Runs that are given no folder, and where they go.
@Suite struct KeptRunTests {
  private static let evaluation = "mmlu --limit 1 --loops 8"

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ script: String, runs: String? = nil) throws -> ToolResult {
    try Tool.run(script: script, environment: ["RWKV_EVAL_RUNS": runs ?? folder.path + "/runs"])
  }

  private func names(_ path: String = "runs") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + path).sorted()
  }

  @Test func `A run is kept in a folder of its own, and said to be`() throws {
    let first = try run("$TOOL \(Self.evaluation)")
    #expect(first.status == 0, "\(first)")
    let name = try #require(try names().first)
    #expect(name.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-demo-mmlu/) != nil, "\(name)")
    #expect(
      first.diagnostics.hasSuffix(
        "kept in \(folder.path)/runs/\(name); next: rwkv-eval report last, rwkv-eval compare last OTHER\n"), "\(first)")
    let files = try names("runs/" + name).filter { !$0.hasPrefix("results_") }
    #expect(
      files == [
        "configs.json", "docs.jsonl.gz", "manifest.json", "outcomes.jsonl", "summary.json", "trace.jsonl",
      ])
    let report = try run("$TOOL report last")
    #expect(report.status == 0 && report.output == first.output)
    let second = try run("$TOOL \(Self.evaluation),16 --quiet")
    #expect(try second.status == 0 && names().count == 2 && !second.diagnostics.contains("kept in"))
    let curve = try run("$TOOL depth curve last")
    #expect(curve.status == 0 && curve.output.contains("16"), "\(curve)")
    // Baselines are kept too.
    #expect(try run("$TOOL mmlu --model constant:A --limit 1").diagnostics.contains("-constant_A-mmlu; next: "))
  }

  @Test func `The working directory has them where nothing else is said`() throws {
    let result = try run("cd \(folder.path) && $TOOL \(Self.evaluation)", runs: "")
    #expect(try result.status == 0 && names().count == 1)
    #expect(try result.diagnostics.contains("kept in runs/\(names()[0]); next: "), "\(result)")
  }

  @Test func `Tasks of lm-eval are kept with its results, and samples where a folder is named`() throws {
    let task = try SampleTask.write(to: folder)
    let result = try run("$TOOL run --tasks \(task) --model uniform")
    let name = try #require(try names().first)
    #expect(name.hasSuffix("-uniform-colours"), "\(result)")
    let files = try names("runs/" + name)
    #expect(files.contains { $0.hasPrefix("results_") } && !files.contains { $0.hasPrefix("samples_") }, "\(files)")
    _ = try run("$TOOL run --tasks \(task) --model uniform --no-docs --output \(folder.path)/mine")
    let mine = try names("mine")
    #expect(mine.contains { $0.hasPrefix("results_") } && !mine.contains("docs.jsonl.gz"), "\(mine)")
    #expect(!mine.contains { $0.hasPrefix("samples_") }, "\(mine)")
  }

  @Test(arguments: ["--no-keep", "--output"])
  func `Nothing is left in the folder of runs where that is not wanted`(_ flag: String) throws {
    let flags = flag == "--output" ? "--output \(folder.path)/mine" : flag
    let result = try run("$TOOL \(Self.evaluation) \(flags)")
    #expect(result.status == 0 && !FileManager.default.fileExists(atPath: folder.path + "/runs"))
    #expect(result.diagnostics.contains("kept in \(folder.path)/mine; next: rwkv-eval report ") == (flag == "--output"))
    #expect(try run("$TOOL run --tasks \(SampleTask.write(to: folder)) --write-requests -").status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
  }

  @Test func `Where no folder can be made the run is not kept, and goes on`() throws {
    let result = try run("$TOOL \(Self.evaluation)", runs: "/dev/null/runs")
    #expect(result.status == 0 && result.output.contains("correct/total"), "\(result)")
    #expect(
      result.diagnostics.contains("note: this run is not kept. /dev/null/runs: cannot be written: Not a directory."),
      "\(result)")
    #expect(!result.diagnostics.contains("kept in"))
  }

  @Test func `Where the disk takes no more, the run goes on, and an --output is an error as before`() throws {
    // The manifest and the tasks' configurations fit into 14 KiB, the outcomes of 42 docs do not.
    let evaluation = "mmlu --limit 6 --loops 8"
    let result = try run("ulimit -f 28; $TOOL \(evaluation)")
    #expect(result.status == 0 && result.output.contains("correct/total"), "\(result)")
    #expect(result.diagnostics.contains("note: from here on this run is not kept. "), "\(result)")
    #expect(result.diagnostics.contains("What was kept before is in \(folder.path)/runs/"))
    #expect(try run("ulimit -f 28; $TOOL \(evaluation) --output \(folder.path)/mine").status == 1)
  }

  @Test func `Tasks whose files would have one name are not kept`() throws {
    let first = try folder.write(SampleTask.yaml("task: colours", to: "task: a_b"), to: "one.yaml")
    let second = try folder.write(SampleTask.yaml("task: colours", to: #"task: "a/b""#), to: "two.yaml")
    try folder.write(SampleTask.docs, to: "colours.jsonl")
    let result = try run("$TOOL run --tasks \(first),\(second) --model uniform")
    #expect(result.diagnostics.contains("note: this run is not kept. the samples of the tasks"), "\(result)")
    #expect(result.output.contains("a_b"))
  }

  @Test func `A stopped run says the command that resumes it, and that does`() throws {
    let runs = folder.path + "/runs"
    let tool = try RunningTool(
      script: "exec $TOOL mmlu --loops 8,200 --limit 5 --memory 200K", environment: ["RWKV_EVAL_RUNS": runs])
    tool.wait { (try? names().first).map { RunFiles(runs + "/" + $0).lineCount > 0 } ?? false }
    let live = try run("$TOOL runs")
    #expect(live.output.contains("  running, ") && live.output.contains(" of 35 "), "\(live)")
    #expect(try run("$TOOL runs show last").output.contains("if it is stopped, to resume it:\n"))
    tool.kill(SIGINT)
    let result = try tool.result()
    let path = runs + "/" + (try #require(try names().first))
    #expect(result.status == 130 && result.diagnostics.contains("This command resumes the run:\n"), "\(result)")
    #expect(result.diagnostics.contains("the same command with --output \(path) added resumes it"))
    let command = try #require(result.diagnostics.split(separator: "\n").last)
    #expect(command.hasSuffix(" --output \(path)"))
    let shown = try run("$TOOL runs show last")
    #expect(shown.output.contains("to resume it:\n\(command)\n") && shown.output.contains(" of 35 docs"), "\(shown)")
    let listed = try run("$TOOL runs")
    #expect(listed.output.contains(" of 35 ") && !listed.output.contains("running"), "\(listed)")
    let resumed = try run(String(command))
    #expect(resumed.status == 0 && resumed.diagnostics.contains("resuming: "), "\(resumed)")
    #expect(RunFiles(path).lineCount == 35)
  }

  @Test func `Keeping and not keeping contradict each other`() throws {
    let result = try run("$TOOL \(Self.evaluation) --no-keep --output x")
    #expect(result.status == 2 && result.diagnostics.contains("leave one of them out"))
  }
}
