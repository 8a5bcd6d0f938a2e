import ArgumentParser
import Console
import EvalStore
import Foundation

/// Runs the command line and maps errors to exit codes.
@main
enum Main {
  static func main() {
    StandardStreams.prepare()
    do {
      let files = OpenFiles.limit()
      guard files >= OpenFiles.needed else {
        throw UserError(
          "at most \(files) files can be open at once, of which the standard streams are three",
          remedy: "Allow \(OpenFiles.needed) or more: ulimit -n \(OpenFiles.needed)")
      }
      var command = try RWKVEval.parseAsRoot(CommandArguments.given())
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  private static func leave(with error: any Error) -> Never {
    if let code = error as? ExitCode { exit(code.rawValue) }
    let code = RWKVEval.exitCode(for: error)
    if code == .success {
      // Help, or the version.
      do { try ReportOutput(path: nil).write(RWKVEval.fullMessage(for: error) + "\n") } catch { leave(with: error) }
      exit(0)
    }
    if code == .validationFailure {
      printDiagnostic(RWKVEval.fullMessage(for: error))
      exit(2)
    }
    let kind = (error as? UserError)?.kind ?? .input
    if kind == .brokenPipe { StandardStreams.endAsBrokenPipe() }
    printDiagnostic("error: \(error)")
    exit(kind == .input ? 2 : 1)
  }
}

/// Writes a line to standard error, if it can be written.
func printDiagnostic(_ text: String) { StandardStreams.report(text) }
