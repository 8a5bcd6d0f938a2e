import FileWriters
import Foundation
import Testing

/// `rwkv-eval runs`, and runs that are named without their path.
@Suite struct RunsCommandTests {
  private let folder: TemporaryFolder

  /// Two runs of a task in `runs`: `one-colours`, then `two-colours`.
  init() throws {
    folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    for (name, model) in [("one-colours", "uniform"), ("two-colours", "demo --loops 8")] {
      _ = try run("$TOOL run --tasks \(task) --model \(model) --output runs/\(name) --quiet")
    }
    var manifest = try String(contentsOfFile: folder.path + "/runs/one-colours/manifest.json", encoding: .utf8)
    manifest.replace(/"startedAt" : "[^"]*"/, with: #""startedAt" : "2026-01-02T03:04:05Z""#)
    try folder.write(manifest, to: "runs/one-colours/manifest.json")
  }

  private func run(_ script: String, environment: [String: String] = [:]) throws -> ToolResult {
    try Tool.run(
      script: "cd \(folder.path); " + script,
      environment: ["RWKV_EVAL_RUNS": "", "TZ": "UTC"].merging(environment) { $1 })
  }

  @Test func `Runs are listed with their state, damaged ones too, and strangers not`() throws {
    try folder.write("{", to: "runs/broken/manifest.json")
    try folder.write("text", to: "runs/notes/text")
    let result = try run("$TOOL runs")
    #expect(result.status == 0, "\(result)")
    let lines = result.output.split(separator: "\n").map { $0.split(separator: #/  +/#).map(String.init) }
    #expect(lines[0] == ["when", "model", "program", "tasks", "result", "verdict", "state", "run"])
    #expect(
      lines[1] == ["2026-01-02 03:04", "uniform", "–", "colours", "1/3 = 33.3 %", "SUSPECT", "done", "one-colours"])
    #expect(lines[2].count == 8 && lines[2][2] == "8 loops" && lines[2][7] == "two-colours", "\(lines)")
    #expect(lines[3].suffix(2) == ["damaged", "broken"] && lines.count == 4, "\(lines)")
    #expect(result.diagnostics.contains("note: runs/broken/manifest.json: not a run's manifest"), "\(result)")
  }

  @Test func `A list without summaries is the same, and so is that in JSON`() throws {
    let list = try run("$TOOL runs list").output
    let json = try run("$TOOL runs list --format json")
    for name in ["one-colours", "two-colours"] {
      try FileManager.default.removeItem(atPath: "\(folder.path)/runs/\(name)/summary.json")
    }
    #expect(try run("$TOOL runs").output == list)
    let again = try run("$TOOL runs --format json")
    #expect(again.output == json.output && again.status == 0)
    let runs = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(runs.map { $0["run"] as? String } == ["one-colours", "two-colours"])
    #expect(runs[0]["started_at"] as? String == "2026-01-02T03:04:05Z" && runs[0]["docs_done"] as? Int == 3)
    #expect(runs[0]["is_finished"] as? Bool == true && runs[0]["verdict"] as? String == "SUSPECT")
  }

  @Test func `Where there are no runs that is said`() throws {
    let result = try run("$TOOL runs", environment: ["RWKV_EVAL_RUNS": "nowhere"])
    #expect(result.status == 0 && result.output.isEmpty && result.diagnostics.contains("no runs in nowhere"))
    let last = try run("$TOOL report last", environment: ["RWKV_EVAL_RUNS": "nowhere"])
    #expect(last.status == 2 && last.diagnostics.contains("last: there is no such folder, and no run in nowhere."))
  }

  @Test(
    arguments: [
      "report RUN", "compare RUN one", "compare one RUN", "runs show RUN", "depth convergence RUN",
    ])
  func `A run is named by its path, a part of its name or as the last one`(_ command: String) throws {
    func output(_ name: String) throws -> ToolResult {
      try run("$TOOL " + command.replacing("RUN", with: name).replacing(" one", with: " runs/one-colours"))
    }
    let path = try output("runs/two-colours")
    #expect([0, 3].contains(path.status), "\(path)")
    #expect(!path.output.isEmpty)
    for name in ["two", "two-colours", "last", folder.path + "/runs/two-colours/../two-colours"] {
      let result = try output(name)
      #expect(result.status == path.status, "\(name): \(result)")
      if !name.hasPrefix("/") { #expect(result.output == path.output, "\(name)") }
    }
  }

  @Test(
    arguments: [
      ("colours", "colours: 2 runs have that in their names: two-colours, one-colours. Give a part that only one has"),
      ("to-colours", #"no run in runs has that in its name. Did you mean "two-colours" or "#),
      (
        "xyz",
        "xyz: there is no such folder, and no run in runs has that in its name. There are two-colours, one-colours."
      ),
      ("./two", "./two: there is no "), ("notes", "notes: there is no readable manifest.json"),
    ])
  func `A part of several names or of none is refused with what there is`(_ name: String, _ words: String) throws {
    try folder.write("text", to: "notes/text")
    for command in ["report", "runs show", "runs rm --yes", "depth curve"] {
      let result = try run("$TOOL \(command) \(name)")
      #expect(result.status == 2 && result.diagnostics.contains(words), "\(command): \(result)")
    }
  }

  @Test func `A name beats names that it is a part of, and a run in the working directory both`() throws {
    _ = try run("cp -r runs/one-colours runs/one; cp -r runs/two-colours runs/one-colours-2")
    #expect(try run("$TOOL runs show one").output.contains("runs/one\n"))
    #expect(try run("$TOOL runs show one-colours").output.contains("runs/one-colours\n"))
    _ = try run("cp -r runs/two-colours one")
    #expect(try run("$TOOL runs show one").output.hasPrefix("run      one\n"))
  }

  @Test func `A run is shown with its settings, files, state and what to do`() throws {
    let result = try run("$TOOL runs show one")
    #expect(result.status == 0, "\(result)")
    for words in [
      "run      runs/one-colours\n", "state    done\n", "result   1/3 = 33.3 %\n", "verdict  SUSPECT\n",
      "outcomes.jsonl  ",
      "to report it:\n  rwkv-eval report runs/one-colours\n",
    ] {
      #expect(result.output.contains(words), "no \(words) in \(result.output)")
    }
  }

  @Test func `Runs are removed when that is confirmed, and only whole runs`() throws {
    let asked = try run("$TOOL runs rm one")
    #expect(asked.status == 2 && asked.diagnostics.contains("Add --yes"), "\(asked)")
    try folder.write("text", to: "runs/two-colours/mine.txt")
    let foreign = try run("$TOOL runs rm --yes one two")
    #expect(foreign.status == 2 && foreign.diagnostics.contains("\"mine.txt\", which no run writes"), "\(foreign)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/runs/one-colours/manifest.json"))
    try FileManager.default.removeItem(atPath: folder.path + "/runs/two-colours/mine.txt")
    let removed = try run("$TOOL runs rm --yes one last runs/one-colours")
    #expect(
      removed.status == 0 && removed.output.hasPrefix("removed runs/one-colours\nremoved runs/two-colours\nfreed "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs").isEmpty)
  }

  @Test func `A run that is being written is not removed`() throws {
    let tool = try RunningTool(
      script: "cd \(folder.path); exec $TOOL mmlu --loops 8,200 --limit 5 --memory 200K --output runs/busy")
    tool.wait { RunFiles(folder.path + "/runs/busy").lineCount > 0 }
    let result = try run("$TOOL runs rm --yes busy")
    #expect(result.status == 2 && result.diagnostics.contains("another rwkv-eval is writing this run"), "\(result)")
    tool.kill(SIGKILL)
    _ = try tool.result()
    #expect(try run("$TOOL runs rm --yes busy").status == 0)
  }
}
