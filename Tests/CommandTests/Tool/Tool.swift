import Foundation
import Testing

/// The built executable, started as its users start it.
enum Tool {
  /// Where the executable was built: beside the test bundle.
  static let path: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (bundle as NSString).deletingLastPathComponent + "/rwkv-eval"
  }()

  /// Without a folder to search first, so that it finds its files by itself, and without a backtrace of a crash, which can
  /// keep a crashed process from ending.
  private static let environment = ProcessInfo.processInfo.environment
    .filter { $0.key != "RWKV_EVAL_HOME" }
    .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }

  /// Runs it to its end; its outputs go through files, so that none of them can fill a pipe.
  static func run(_ arguments: [String], input: String = "") throws -> ToolResult {
    let folder = try TemporaryFolder()
    let (output, diagnostics) = (try folder.write("", to: "output"), try folder.write("", to: "diagnostics"))
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.write(input, to: "input")))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: diagnostics))
    try process.run()
    process.waitUntilExit()
    return ToolResult(
      status: process.terminationStatus, isKilled: process.terminationReason == .uncaughtSignal,
      output: try String(contentsOfFile: output, encoding: .utf8),
      diagnostics: try String(contentsOfFile: diagnostics, encoding: .utf8))
  }

  /// Runs it and requires an exit code.
  static func output(_ arguments: [String], input: String = "", status: Int32 = 0) throws -> String {
    let result = try run(arguments, input: input)
    try #require(!result.isKilled && result.status == status, "\(arguments): \(result.diagnostics)")
    return result.output
  }
}
