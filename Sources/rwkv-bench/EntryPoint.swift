import ArgumentParser
import Console
import Foundation

/// Runs the command line; bad input leaves with 2 as bad usage does.
@main
enum EntryPoint {
  static func main() {
    StandardStreams.prepare()
    do {
      var command = try RWKVBench.parseAsRoot()
      try command.run()
    } catch {
      let code = RWKVBench.exitCode(for: error)
      if code == .success {
        end { try StandardStreams.write(RWKVBench.fullMessage(for: error) + "\n") }
      }
      if let error = error as? StreamError { leave(with: error) }
      let message = code == .validationFailure ? RWKVBench.fullMessage(for: error) : "error: \(error)"
      StandardStreams.report(message)
      exit(2)
    }
  }

  private static func end(_ write: () throws(StreamError) -> Void) -> Never {
    do { try write() } catch { leave(with: error) }
    exit(0)
  }

  /// The measurement could not be written.
  private static func leave(with error: StreamError) -> Never {
    if error.isBrokenPipe { StandardStreams.endAsBrokenPipe() }
    StandardStreams.report("error: \(error)")
    exit(1)
  }
}
