import FileWriters
import Foundation
import Testing

/// Runs that a signal ends: what is complete is kept, and the same command goes to the same end.
@Suite struct SignalTests {
  /// Several seconds in batches of a few docs.
  private static let arguments = ["mmlu", "--loops", "8,200", "--limit", "5", "--memory", "200K"]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let signals: [(Int32, String, Int32)] = [
    (SIGINT, "SIGINT", 130), (SIGTERM, "SIGTERM", 143), (SIGHUP, "SIGHUP", 129),
  ]

  @Test(arguments: signals)
  func `A signal keeps what is complete and says how the run is resumed`(
    _ signal: Int32, _ name: String, _ status: Int32
  ) throws {
    let (whole, run) = (RunFiles(folder.path + "/whole"), RunFiles(folder.path + "/run"))
    _ = try Tool.output(Self.arguments + ["--output", whole.path])
    let tool = try RunningTool(Self.arguments + ["--output", run.path])
    tool.wait { run.lineCount > 0 }
    tool.kill(signal)
    let result = try tool.result()
    let kept = run.lineCount
    #expect(!result.isKilled && result.status == status && result.output.isEmpty, "\(result)")
    #expect(
      result.diagnostics.hasSuffix(
        "stopped by \(name): \(kept) of 35 docs are kept in \(run.path). The same command resumes the run:\n  \(Tool.path) "
          + (Self.arguments + ["--output", run.path]).joined(separator: " ") + "\n"), "\(result)")
    #expect(try run.manifest()["secondsSoFar"] != nil)
    let resumed = try Tool.run(Self.arguments + ["--output", run.path])
    #expect(resumed.status == 0 && resumed.diagnostics.contains("resuming: \(kept) of 35 docs are there"))
    #expect(run.outcomes == whole.outcomes)
  }

  @Test func `Without a folder nothing is kept, and it is said how to keep it`() throws {
    let tool = try RunningTool(["mmlu", "--loops", "400", "--memory", "200K", "--no-keep"])
    tool.wait { tool.diagnostics.contains("prompt: ") }
    Thread.sleep(forTimeInterval: 1)
    tool.kill(SIGINT)
    let result = try tool.result()
    #expect(!result.isKilled && result.status == 130, "\(result)")
    #expect(result.diagnostics.contains("docs were scored, and none is kept. With --output FOLDER they are"))
  }

  @Test func `A signal that was ignored when the run began is ignored`() throws {
    let tool = try RunningTool(
      script: "trap '' HUP; exec $TOOL \(Self.arguments.joined(separator: " ")) --output \(folder.path)/run")
    tool.wait { RunFiles(folder.path + "/run").lineCount > 0 }
    tool.kill(SIGHUP)
    let result = try tool.result()
    #expect(result.status == 0 && result.output.contains("choices' mass"), "\(result)")
  }

  @Test func `Requests and paths that a signal ends say that nothing is kept`() throws {
    let tokens = (1...400).map { "\($0 % 200)" }.joined(separator: ",")
    let request = #"{"context_tokens": [\#(tokens)], "continuation": " b"}"#
    let file = try folder.write(Array(repeating: request, count: 50).joined(separator: "\n"), to: "requests.jsonl")
    for (arguments, words) in [
      (
        ["loglikelihood", "--loops", "400", "--no-prefix-sharing", "--requests", file],
        "of 50 requests were scored, and none is kept"
      ),
      (["depth", "paths", "--loops", "400", "--docs", "64"], "nothing is kept"),
    ] {
      let tool = try RunningTool(arguments)
      tool.wait { tool.diagnostics.contains("program, 400 loops") }
      Thread.sleep(forTimeInterval: 0.5)
      tool.kill(SIGTERM)
      let result = try tool.result()
      #expect(!result.isKilled && result.status == 143 && result.output.isEmpty, "\(result)")
      #expect(result.diagnostics.contains(words))
    }
  }
}
