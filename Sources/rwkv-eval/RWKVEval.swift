import ArgumentParser
import Console

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
      RunsCommand.self, ReportCommand.self, CompareCommand.self,
      DepthCommand.self, ModelCommand.self,
    ])
}

/// Version of rwkv-eval.
let toolVersion = "0.1.0"

/// A result that could not be written: the run failed, the input was good.
struct OutputError: Error, CustomStringConvertible {
  let description: String
  /// Whether the reader of a pipe has gone, which is told to nobody by custom.
  private(set) var isBrokenPipe = false

  init(_ description: String) { self.description = description }

  init(_ error: StreamError, remedy: String) {
    description = "\(error). \(remedy)."
    isBrokenPipe = error.isBrokenPipe
  }

  /// Runs what writes a result; whatever it throws becomes an `OutputError`.
  static func wrapping<Result>(_ write: () throws -> Result) throws -> Result {
    do {
      return try write()
    } catch let error as OutputError {
      throw error
    } catch {
      throw OutputError("\(error)")
    }
  }
}

/// Bad input that the command line itself finds, with what to do about it.
struct InputError: Error, CustomStringConvertible {
  let what: String
  let remedy: String

  init(_ what: String, remedy: String) {
    self.what = what
    self.remedy = remedy
  }

  var description: String { "\(what). \(remedy)." }
}
