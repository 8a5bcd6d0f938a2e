import FileWriters
import Foundation
import Testing

/// Standard streams that are closed, full or gone.
@Suite struct StandardStreamTests {
  private static let evaluation = "mmlu --limit 1 --loops 8"

  /// Commands that write to standard output, each in its own way; `$RUN` is a stored run, `$REQUESTS` a file of them.
  private static let writing = [
    "--help", "--version", "tasks list", "tasks show piqa", "prompts list", "prompts show lm_eval",
    "prompts digest --limit 1", "prompts diff recommended lm_eval", "model inspect demo --tensors", "model check demo",
    evaluation,
    evaluation + " --format json", "report $RUN", "compare $RUN $RUN", "depth curve $RUN", "depth convergence $RUN",
    "depth paths --docs 2 --limit 1 --loops 16", "loglikelihood --requests $REQUESTS",
    "run --tasks $TASK --write-requests -", "run --tasks $TASK",
  ]

  private let folder: TemporaryFolder
  private let environment: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    let requests = (0..<20).map { #"{"context": "a \#($0)", "continuation": " b"}"# }.joined(separator: "\n")
    environment = [
      "RUN": folder.path + "/run", "REQUESTS": try folder.write(requests, to: "requests.jsonl"),
      "TASK": try SampleTask.write(to: folder),
    ]
    _ = try Tool.output(["mmlu", "--limit", "1", "--loops", "8,16", "--output", folder.path + "/run"])
  }

  private func run(_ script: String) throws -> ToolResult { try Tool.run(script: script, environment: environment) }

  @Test(arguments: writing)
  func `Standard output that is full or closed ends with 1 and a line that says so`(_ command: String) throws {
    let full = try run("$TOOL \(command) > /dev/full")
    #expect(!full.isKilled && full.status == 1, "\(full)")
    #expect(full.diagnostics.contains("error: standard output: cannot be written: No space left on device"))
    let closed = try run("$TOOL \(command) >&-")
    #expect(!closed.isKilled && closed.status == 1, "\(closed)")
    #expect(closed.diagnostics.contains("error: standard output: cannot be written: it is closed"))
  }

  @Test(arguments: ["> /dev/full", ">&-", "| true"])
  func `An evaluation whose standard error cannot be written comes to its end`(_ target: String) throws {
    let script = "{ $TOOL \(Self.evaluation) --output $RUN.whole 2>&1 >&3 \(target); } 3>&1"
    let direct = "$TOOL \(Self.evaluation) --output $RUN.whole 2\(target)"
    let result = try run(target.hasPrefix("|") ? script : direct)
    #expect(result.status == 0 && result.output.contains("correct/total"), "\(result)")
    #expect(RunFiles(folder.path + "/run.whole").lineCount == 7)
  }

  @Test func `A closed standard error gives its number to no file of the run`() throws {
    let result = try run("$TOOL \(Self.evaluation) --output $RUN.closed <&- >&- 2>&-")
    #expect(result.status == 1)
    let files = RunFiles(folder.path + "/run.closed")
    let whole = try run("$TOOL \(Self.evaluation) --output $RUN.open")
    #expect(whole.status == 0)
    #expect(files.lineCount == 7 && files.outcomes == RunFiles(folder.path + "/run.open").outcomes)
    #expect(try files.manifest()["elapsedSeconds"] != nil)
  }

  @Test func `Bad usage is told by its exit code where it can be told by nothing else`() throws {
    for target in ["2>&-", "2> /dev/full"] { #expect(try run("$TOOL mmlu --nope \(target)").status == 2) }
  }

  @Test func `A pipe whose reader has gone ends the process as the system does, quietly`() throws {
    let script = "{ $TOOL tasks list; echo $? >&2; } | { exec true; }"
    let result = try run("{ sleep 0.3; \(script.dropFirst(2))")
    #expect(result.diagnostics == "141\n", "\(result)")
  }

  @Test func `With SIGPIPE ignored it is an error like any other`() throws {
    let result = try run("trap '' PIPE; { sleep 0.3; $TOOL tasks list; echo $? >&2; } | { exec true; }")
    #expect(result.diagnostics.hasSuffix("\n1\n"), "\(result)")
    #expect(result.diagnostics.contains("error: standard output: cannot be written: Broken pipe"))
  }

  @Test(arguments: [("<&-", "it is closed"), ("< /", "Is a directory")])
  func `Standard input that cannot be read is bad input`(_ source: String, _ reason: String) throws {
    let result = try run("$TOOL loglikelihood --requests - \(source)")
    #expect(!result.isKilled && result.status == 2, "\(result)")
    #expect(result.diagnostics.contains("error: standard input: cannot be read: \(reason)"))
  }

  @Test func `A limit on the size of files is an error and no signal, and the run is resumed`() throws {
    // The manifest and the tasks' configurations fit into 14 KiB, the outcomes of 42 docs do not.
    let script = "$TOOL mmlu --limit 6 --loops 8 --output $RUN.limited"
    let limited = try run("ulimit -f 28; \(script)")
    #expect(!limited.isKilled && limited.status == 1, "\(limited)")
    #expect(limited.diagnostics.contains("outcomes.jsonl: cannot be written: File too large"))
    #expect(try run(script).status == 0)
    #expect(RunFiles(folder.path + "/run.limited").lineCount == 42)
  }

  @Test func `An argument that is not UTF-8 is refused before anything else`() throws {
    let result = try run("$TOOL mmlu --model \"$(printf 'm\\377')\"")
    #expect(result.status == 2, "\(result)")
    #expect(result.diagnostics.contains("argument 3, m\u{FFFD}: not valid UTF-8. Rename the file or folder"))
  }

  @Test func `Control characters of files reach standard error as escapes, and files of results as they are`() throws {
    try folder.write(
      SampleTask.yaml("task: colours", to: #"task: "colours\e[2J\u202e""#), to: "odd.yaml")
    let result = try run("$TOOL run --tasks \(folder.path)/odd.yaml --model uniform --output $RUN.odd")
    #expect(result.diagnostics.contains(#"task: colours\u{1b}[2J\u{202e}, 3 of 3 docs"#), "\(result)")
    #expect(!result.diagnostics.unicodeScalars.contains("\u{1B}"))
    let manifest = try RunFiles(folder.path + "/run.odd").manifest()
    #expect((manifest["task"] as? [String: Any])?["name"] as? String == "colours\u{1B}[2J\u{202E}")
  }
}
