import ArgumentParser
import Console
import Foundation

/// Runs the command line; bad input leaves with 2 as bad usage does, a result that cannot be written with 1.
@main
enum EntryPoint {
  static func main() {
    StandardStreams.prepare()
    do {
      try run()
    } catch let error as StreamError {
      if error.isBrokenPipe { StandardStreams.endAsBrokenPipe() }
      StandardStreams.report("error: \(error)")
      exit(1)
    } catch {
      let isUsage = RWKVBench.exitCode(for: error) == .validationFailure
      StandardStreams.report(isUsage ? RWKVBench.fullMessage(for: error) : "error: \(error)")
      exit(2)
    }
  }

  private static func run() throws {
    do {
      var command = try RWKVBench.parseAsRoot()
      try command.run()
    } catch  where RWKVBench.exitCode(for: error) == .success {
      // Help.
      try StandardStreams.write(RWKVBench.fullMessage(for: error) + "\n")
    }
  }
}
