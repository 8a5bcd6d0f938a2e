import ArgumentParser
import Console

/// The root command.
struct RWKVEval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rwkv-eval",
    abstract: "Evaluates RWKV language models, above all depth-recurrent ones, by log-likelihood on CPUs.",
    discussion: """
      Results go to standard output, progress and diagnostics to standard error.
      Exit codes: 0 valid result, 1 the run failed, 2 bad usage or input, 3 the run finished but its result is INVALID.
      """,
    version: toolVersion,
    subcommands: [
      MMLUCommand.self, RunCommand.self, TasksCommand.self, LoglikelihoodCommand.self, PromptsCommand.self,
      RunsCommand.self, ReportCommand.self, ViewCommand.self, CompareCommand.self,
      DepthCommand.self, ModelCommand.self, DoctorCommand.self,
    ])
}

/// Version of rwkv-eval.
let toolVersion = "0.1.0"
