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
  static let environment = ProcessInfo.processInfo.environment
    .filter { $0.key != "RWKV_EVAL_HOME" }
    .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }

  /// Runs it to its end.
  static func run(_ arguments: [String], input: String = "") throws -> ToolResult {
    try RunningTool(arguments, input: input).result()
  }

  /// Runs a shell's script in which it is `$TOOL`, to its end.
  static func run(script: String, environment: [String: String] = [:]) throws -> ToolResult {
    try RunningTool(script: script, environment: environment).result()
  }

  /// Runs it and requires an exit code.
  static func output(_ arguments: [String], input: String = "", status: Int32 = 0) throws -> String {
    let result = try run(arguments, input: input)
    try #require(!result.isKilled && result.status == status, "\(arguments): \(result.diagnostics)")
    return result.output
  }
}
