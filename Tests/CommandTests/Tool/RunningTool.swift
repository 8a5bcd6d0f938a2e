import FileWriters
import Foundation

/// The executable at work; its outputs go through files, so that none of them can fill a pipe, and runs that are given no
/// folder go with them.
final class RunningTool {
  private let folder: TemporaryFolder
  private let process = Process()

  /// Starts it, with signals as a terminal's shell leaves them: whoever started the tests may have them ignored.
  convenience init(_ arguments: [String], input: String = "") throws {
    try self.init(
      "/usr/bin/env", ["--default-signal=INT,TERM,HUP,PIPE", Tool.path] + arguments, input: input)
  }

  /// Starts a shell, in whose script the executable is `$TOOL`.
  convenience init(script: String, environment: [String: String] = [:]) throws {
    try self.init(
      "/usr/bin/env", ["--default-signal=INT,TERM,HUP,PIPE", "/bin/sh", "-c", script],
      environment: environment.merging(["TOOL": Tool.path]) { $1 })
  }

  private init(
    _ executable: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = Tool.environment.merging(["RWKV_EVAL_RUNS": folder.path + "/runs"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.write(input, to: "input")))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "output")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "diagnostics")))
    try process.run()
  }

  deinit { kill(SIGKILL) }

  /// What it has written to standard error so far.
  var diagnostics: String { (try? String(contentsOfFile: folder.path + "/diagnostics", encoding: .utf8)) ?? "" }

  /// Waits until something is so, or the process has ended.
  func wait(until isSo: () -> Bool) {
    while process.isRunning, !isSo() { Thread.sleep(forTimeInterval: 0.005) }
  }

  /// Sends it a signal, if it runs still.
  func kill(_ signal: Int32) {
    if process.isRunning { Foundation.kill(process.processIdentifier, signal) }
  }

  /// Waits for its end.
  func result() throws -> ToolResult {
    process.waitUntilExit()
    return ToolResult(
      status: process.terminationStatus, isKilled: process.terminationReason == .uncaughtSignal,
      output: try String(contentsOfFile: folder.path + "/output", encoding: .utf8),
      diagnostics: try String(contentsOfFile: folder.path + "/diagnostics", encoding: .utf8))
  }
}
