import ArgumentParser
import Foundation

/// The root command.
struct RWKVEval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rwkv-eval",
    abstract: "Evaluates RWKV-7 language models, above all depth-recurrent ones, by log-likelihood on CPUs.",
    discussion: """
      Results go to standard output, progress and diagnostics to standard error.
      Exit codes: 0 valid result, 1 the run failed, 2 bad usage or input, 3 the run finished but its result is INVALID.
      """,
    version: toolVersion,
    subcommands: [
      MMLUCommand.self, RunCommand.self, TasksCommand.self, LoglikelihoodCommand.self, PromptsCommand.self,
      ReportCommand.self, CompareCommand.self,
      DepthCommand.self, ModelCommand.self,
    ])
}

/// Version of rwkv-eval.
let toolVersion = "0.1.0"

/// Runs the command line and maps errors to exit codes.
@main
enum Main {
  static func main() {
    do {
      var command = try RWKVEval.parseAsRoot()
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  private static func leave(with error: any Error) -> Never {
    if let code = error as? ExitCode { exit(code.rawValue) }
    let code = RWKVEval.exitCode(for: error)
    if code == .success {
      print(RWKVEval.fullMessage(for: error))
      exit(0)
    }
    if code == .validationFailure {
      printDiagnostic(RWKVEval.fullMessage(for: error))
      exit(2)
    }
    printDiagnostic("error: \(error)")
    exit(error is OutputError ? 1 : 2)
  }
}

/// Writes a line to standard error.
func printDiagnostic(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// A result that could not be written: the run failed, the input was good.
struct OutputError: Error, CustomStringConvertible {
  let description: String

  /// Runs what writes a result; whatever it throws becomes an `OutputError`.
  static func wrapping<Result>(_ write: () throws -> Result) throws -> Result {
    do { return try write() } catch { throw OutputError(description: "\(error)") }
  }
}
