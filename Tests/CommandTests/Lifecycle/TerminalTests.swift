import FileWriters
import Foundation
import Testing

/// What a terminal is shown, and what becomes of a run whose terminal goes away.
@Suite struct TerminalTests {
  private let folder: TemporaryFolder
  private let terminal: Terminal

  init() throws {
    folder = try TemporaryFolder()
    terminal = try Terminal()
  }

  /// Starts the tool with the terminal as its standard error, and as its standard output where that is no file.
  private func start(_ arguments: [String], output: String? = nil) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Tool.path)
    process.arguments = arguments
    process.environment = Tool.environment.merging(["RWKV_EVAL_RUNS": folder.path + "/runs"]) { $1 }
    process.standardError = terminal.slave
    process.standardOutput =
      try output.map { try FileHandle(forWritingTo: URL(filePath: folder.write("", to: $0))) } ?? terminal.slave
    try process.run()
    return process
  }

  private func wait(for process: Process, until isSo: () -> Bool) {
    while process.isRunning, !isSo() { Thread.sleep(forTimeInterval: 0.01) }
  }

  @Test func `A run outlives its terminal, keeps its docs and writes its report where it goes`() throws {
    let run = RunFiles(folder.path + "/run")
    let process = try start(
      ["mmlu", "--loops", "80", "--limit", "10", "--memory", "1M", "--output", run.path], output: "table")
    wait(for: process) { run.lineCount > 0 }
    terminal.hangUp()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(run.lineCount == 70)
    #expect(try String(contentsOfFile: folder.path + "/table", encoding: .utf8).contains("correct/total"))
  }

  @Test func `A report for a terminal that has gone is no failure of the run`() throws {
    let process = try start(["mmlu", "--loops", "80", "--limit", "10", "--memory", "1M"])
    var shown = ""
    wait(for: process) {
      shown += terminal.read()
      return shown.contains("tokens/s")
    }
    terminal.hangUp()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }

  @Test func `Progress is drawn on one line of a terminal, and taken away at the end`() throws {
    let process = try start(["mmlu", "--loops", "80", "--limit", "10"], output: "table")
    var shown = ""
    wait(for: process) {
      shown += terminal.read()
      return false
    }
    shown += terminal.read()
    let drawn = shown.components(separatedBy: "\r\u{1B}[K").dropFirst()
    #expect(drawn.contains { $0.contains("/70 docs") && $0.count < 80 }, "\(shown)")
    #expect(drawn.last?.contains("tokens/s") == false)
  }

  @Test func `A table of several loop counts fits the terminal, and progress has a bar where there is room`() throws {
    terminal.resize(columns: 100)
    let loops = (1...12).map { "\(8 * $0)" }.joined(separator: ",")
    let process = try start(["mmlu", "--loops", loops, "--curve", "prefix", "--limit", "3"])
    var shown = ""
    wait(for: process) {
      shown += terminal.read()
      return false
    }
    shown += terminal.read()
    let lines = shown.split(whereSeparator: \.isNewline)
    let header = try #require(lines.first { $0.contains("Tasks") }, "\(shown)")
    #expect(header.count > 70 && header.count <= 100 && shown.contains("are left out for want of room"), "\(shown)")
    #expect(shown.contains("\r\u{1B}[K▕"), "\(shown)")
  }

  @Test func `A terminal is shown no control character of a file`() throws {
    let task = try folder.write(SampleTask.yaml("task: colours", to: #"task: "colours\e[2J""#), to: "odd.yaml")
    try folder.write(SampleTask.docs, to: "colours.jsonl")
    let process = try start(["run", "--tasks", task, "--model", "uniform", "--quiet"])
    var shown = ""
    wait(for: process) {
      shown += terminal.read()
      return false
    }
    shown += terminal.read()
    #expect(shown.contains(#"colours\u{1b}[2J"#) && !shown.contains("\u{1B}[2J"), "\(shown)")
  }
}
