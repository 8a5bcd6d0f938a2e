import FileWriters
import Foundation
import Testing

/// Runs that were stopped and are resumed by the same command.
@Suite struct ResumedRunTests {
  /// Two loop counts and batches of a few docs.
  private static let arguments = ["mmlu", "--loops", "8,16", "--limit", "5", "--memory", "200K", "--output"]

  private let folder: TemporaryFolder
  private let whole: RunFiles
  private let run: RunFiles

  init() throws {
    folder = try TemporaryFolder()
    whole = RunFiles(folder.path + "/whole")
    run = RunFiles(folder.path + "/run")
  }

  private func diagnostics(_ arguments: [String]) throws -> String {
    let result = try Tool.run(arguments)
    try #require(result.status == 0, "\(result.diagnostics)")
    return result.diagnostics
  }

  /// A finished run, and a copy of it that was killed after some bytes of its outcomes.
  private func stop(_ arguments: [String] = Self.arguments, after length: (Data) -> Int) throws {
    _ = try diagnostics(arguments + [whole.path])
    try FileManager.default.copyItem(atPath: whole.path, toPath: run.path)
    try run.stop(after: whole.outcomes.prefix(length(whole.outcomes)))
  }

  /// The length of some lines.
  private static func lines(_ count: Int) -> (Data) -> Int {
    { data in data.indices.filter { data[$0] == UInt8(ascii: "\n") }[count - 1] + 1 }
  }

  private func refuse(_ arguments: [String], _ place: String, problem: String, remedy: String) throws {
    let before = run.outcomes
    try BadInput(problem, place: place, problem: problem, remedy: remedy) { _ in arguments }.check()
    #expect(run.outcomes == before)
  }

  @Test("A run that is killed while it writes ends with the bytes of a run in one piece, with any number of threads")
  func killed() throws {
    // The wait for the first docs may be late by a second on a busy machine; these take longer.
    let arguments = ["mmlu", "--loops", "8,200", "--limit", "5", "--memory", "200K", "--output"]
    #expect(try diagnostics(arguments + [whole.path]).contains("the same command resumes it"))
    let tool = try RunningTool(arguments + [run.path, "--threads", "1"])
    tool.wait { run.lineCount > 0 }
    tool.kill(SIGKILL)
    try #require(try tool.result().isKilled, "it ended before it could be killed")
    #expect(try Tool.output(["report", run.path], status: 3).contains("INCOMPLETE"))

    let kept = run.lineCount
    let resumed = try diagnostics(arguments + [run.path, "--threads", "2"])
    #expect(resumed.contains("resuming: \(kept) of 35 docs are there"))
    #expect(run.outcomes == whole.outcomes)
    let manifests = try [run.manifest(), whole.manifest()]
    #expect((manifests[0]["resumedAt"] as? [String])?.count == 1 && manifests[1]["resumedAt"] == nil)
    for key in ["work", "layout", "task"] {
      #expect(manifests[0][key] as? NSDictionary == manifests[1][key] as? NSDictionary)
      #expect(manifests[0][key] != nil)
    }
  }

  @Test("A half-written line is dropped and its doc answered again; the seconds of the parts are added up")
  func torn() throws {
    try stop { Self.lines(20)($0) - 100 }
    #expect(try diagnostics(Self.arguments + [run.path]).contains("resuming: 19 of 35 docs are there"))
    #expect(run.outcomes == whole.outcomes)
    let seconds = try #require(try run.manifest()["elapsedSeconds"] as? Double)
    #expect(seconds > 100 && seconds < 200)
  }

  @Test("A run that lacks only its end is finished, and a run without any doc is begun anew", arguments: [0, 35])
  func ends(_ kept: Int) throws {
    try stop { kept == 0 ? 0 : Self.lines(kept)($0) }
    #expect(try diagnostics(Self.arguments + [run.path]).contains("resuming: \(kept) of 35 docs are there"))
    #expect(run.outcomes == whole.outcomes)
  }

  @Test("A baseline's run is resumed too")
  func baseline() throws {
    let arguments = ["mmlu", "--model", "constant:B", "--limit", "5", "--output"]
    _ = try Tool.output(arguments + [whole.path], status: 3)
    try FileManager.default.copyItem(atPath: whole.path, toPath: run.path)
    try run.stop(after: whole.outcomes.prefix(Self.lines(4)(whole.outcomes)))
    #expect(try Tool.run(arguments + [run.path]).diagnostics.contains("resuming: 4 of 35 docs are there"))
    #expect(run.outcomes == whole.outcomes)
  }

  @Test("Without --memory the layout is that of the stopped run, whatever is free now")
  func layout() throws {
    try stop(after: Self.lines(10))
    _ = try diagnostics(["mmlu", "--loops", "8,16", "--limit", "5", "--output", run.path])
    #expect(run.outcomes == whole.outcomes)
  }

  @Test("A run of a version without stretches is resumed with whole batches, as it began")
  func olderLayout() throws {
    try stop(after: Self.lines(10))
    var manifest = try run.manifest()
    var layout = try #require(manifest["layout"] as? [String: Any])
    #expect(layout.removeValue(forKey: "flopsAtOnce") as? Int == 4_800_000_000_000)
    manifest["layout"] = layout
    try JSONSerialization.data(withJSONObject: manifest).write(to: URL(filePath: run.path + "/manifest.json"))
    _ = try diagnostics(Self.arguments.filter { $0 != "--memory" && $0 != "200K" } + [run.path])
    #expect(run.outcomes == whole.outcomes)
    #expect(try (run.manifest()["layout"] as? [String: Any])?.count == 2)
  }

  @Test("Settings that differ are refused and named with both values")
  func settings() throws {
    try stop(after: Self.lines(10))
    let remedy = "Give the settings of that run to resume it, or choose another --output"
    let changes: [([String], String)] = [
      (["--memory", "1G"], "tokens per batch was 256 and is "),
      (["--no-prefix-sharing"], "prefix sharing was true and is false"),
      (["--limit", "4"], "docs per subject was 5 and is 4"),
      (["--num-fewshot", "1"], "few-shot examples was 0 and is 1"),
      (["--loops", "8"], "read-outs was 8 loops, 16 loops and is 8 loops"),
      (["--no-start-token"], "start token was true and is false"),
      (["--prompt", "lm_eval"], "; contexts was "), (["--subjects", "p*"], "subjects was all and is p*"),
      (["--precision", "bf16"], "precision was fp32 and is bf16"),
    ]
    for (flags, problem) in changes {
      let fixed = Self.arguments + [run.path]
      let named = Set(flags.filter { $0.hasPrefix("--") })
      let kept = stride(from: 1, to: fixed.count, by: 2).filter { !named.contains(fixed[$0]) }
      try refuse(
        ["mmlu"] + kept.flatMap { fixed[$0...($0 + 1)] } + flags, run.path, problem: problem, remedy: remedy)
    }
  }

  @Test("Another checkpoint under the same name is refused before anything is written")
  func checkpoint() throws {
    let arguments = ["mmlu", "--loops", "8", "--limit", "1", "--memory", "200K"]
    let model = try folder.model(DemoWeights().safetensors())
    try stop(arguments + model + ["--output"], after: Self.lines(3))
    _ = try folder.model(DemoWeights(settingFirstOf: "blocks.3.att.key.weight", to: 0x3f80).safetensors())
    try refuse(
      arguments + model + ["--output", run.path], run.path, problem: "checkpoint SHA-256 was ",
      remedy: "choose another --output")
  }

  @Test("A run that somebody else is writing is refused; a kill lets go of it")
  func locked() throws {
    let arguments = ["mmlu", "--loops", "400", "--groups", "8", "--memory", "200K", "--output", run.path]
    let tool = try RunningTool(arguments)
    tool.wait { FileManager.default.fileExists(atPath: run.path + "/manifest.json") }
    let second = try Tool.run(arguments)
    #expect(second.status == 2 && second.output.isEmpty)
    #expect(second.diagnostics.contains("\(run.path): another rwkv-eval is writing this run. Wait for its end"))
    tool.kill(SIGKILL)
    #expect(try tool.result().isKilled)
    try refuse(
      arguments + ["--limit", "1"], run.path, problem: "docs per subject was all and is 1", remedy: "Give the")
  }

  @Test("A finished run is reported by its own command, and stays as it was")
  func finished() throws {
    let first = try Tool.output(Self.arguments + [run.path])
    let before = try (run.outcomes, run.manifest() as NSDictionary)
    #expect(try Tool.output(Self.arguments + [run.path]) == first)
    #expect(try run.outcomes == before.0 && run.manifest() as NSDictionary == before.1)
  }
}
