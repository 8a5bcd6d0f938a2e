import ArgumentParser
import EvalTasks

/// Which docs: flags of every command that reads MMLU's data.
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
}
