import Foundation
import Testing

/// The built executable, started as its users start it.
enum Tool {
  /// Where the executable was built: beside the test bundle.
  static let path: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (bundle as NSString).deletingLastPathComponent + "/rwkv-eval"
  }()

  /// Runs it to its end; its outputs go through files, so that none of them can fill a pipe.
  static func run(_ arguments: [String], input: String = "") throws -> ToolResult {
    let folder = try TemporaryFolder()
    let environment = ProcessInfo.processInfo.environment.filter { $0.key != "RWKV_EVAL_HOME" }
    let (output, diagnostics) = (try folder.write("", to: "output"), try folder.write("", to: "diagnostics"))
    let end = try ChildProcess(path: path, arguments: arguments, environment: environment).run(
      input: folder.write(input, to: "input"), output: output, diagnostics: diagnostics)
    return ToolResult(
      status: end.status, isKilled: end.isKilled, output: try String(contentsOfFile: output, encoding: .utf8),
      diagnostics: try String(contentsOfFile: diagnostics, encoding: .utf8))
  }

  /// Runs it and requires an exit code.
  static func output(_ arguments: [String], input: String = "", status: Int32 = 0) throws -> String {
    let result = try run(arguments, input: input)
    try #require(!result.isKilled && result.status == status, "\(arguments): \(result.diagnostics)")
    return result.output
  }
}
