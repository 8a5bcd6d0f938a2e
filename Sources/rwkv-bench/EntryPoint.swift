import ArgumentParser
import Foundation

/// Runs the command line; bad input leaves with 2 as bad usage does.
@main
enum EntryPoint {
  static func main() {
    do {
      var command = try RWKVBench.parseAsRoot()
      try command.run()
    } catch {
      let code = RWKVBench.exitCode(for: error)
      if code == .success {
        print(RWKVBench.fullMessage(for: error))
        exit(0)
      }
      let message = code == .validationFailure ? RWKVBench.fullMessage(for: error) : "error: \(error)"
      FileHandle.standardError.write(Data((message + "\n").utf8))
      exit(2)
    }
  }
}
