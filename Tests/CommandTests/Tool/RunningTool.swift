import FileWriters
import Foundation

/// The executable at work; its outputs go through files, so that none of them can fill a pipe.
final class RunningTool {
  private let folder: TemporaryFolder
  private let process = Process()

  /// Starts it.
  init(_ arguments: [String], input: String = "") throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(filePath: Tool.path)
    process.arguments = arguments
    process.environment = Tool.environment
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.write(input, to: "input")))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "output")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "diagnostics")))
    try process.run()
  }

  deinit { kill(SIGKILL) }

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
