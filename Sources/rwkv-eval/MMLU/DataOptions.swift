import Console
import ArgumentParser
import EvalTasks

/// Which docs of MMLU: flags of every command that asks about them alone.
struct DataOptions: ParsableArguments {
  @Option(
    help: "MMLU: a folder or an archive (.tar, .tar.gz, .tar.xz, .zip). Default: the bundled model's own questions.")
  var data: String?

  @Option(help: "Split to evaluate: test, val or dev.")
  var split = "test"

  @Option(help: "Subjects: names or globs, separated by commas. Default: all.")
  var subjects: [String] = []

  @Option(help: "Evaluates only the first N docs of every subject.")
  var limit: Int?

  @Option(help: "Few-shot examples: the first N rows of every subject's dev file.")
  var numFewshot = 0

  /// Reads the data.
  ///
  /// - Parameter standard: The bundled model's data, where a bundled model was chosen; taken without `--data`.
  func load(standard: String?) throws -> MMLUDataSet {
    guard let path = data ?? standard else {
      throw UserError(
        "no data: --data is not given, and only the bundled models have questions of their own",
        remedy: "Get MMLU (https://people.eecs.berkeley.edu/~hendrycks/data.tar) and add --data data.tar")
    }
    return try MMLUDataSet.load(
      path: path, split: MMLUSplit(argument: split), subjects: subjects, limit: limit, numFewshot: numFewshot)
  }
}

extension MMLUSplit {
  /// A split from `--split`.
  init(argument: String) throws {
    guard let split = MMLUSplit(rawValue: argument) else {
      throw UserError("--split \(argument): unknown", remedy: "Use test, val or dev")
    }
    self = split
  }
}
