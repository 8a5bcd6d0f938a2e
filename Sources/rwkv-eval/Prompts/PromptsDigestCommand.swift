import ArgumentParser
import EvalTasks

/// `rwkv-eval prompts digest`: one SHA-256 over all contexts of a run.
struct PromptsDigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Prints one SHA-256 over all contexts that a prompt makes of the data.",
    discussion: """
      The digest is over a line for every doc: task, tab, row, tab, SHA-256 of the context, line feed. The same lines \
      made from lm-evaluation-harness's requests give the same digest: then every context is the same, byte for byte.
      """)

  @OptionGroup(title: "Prompt") var promptOptions: PromptOptions
  @OptionGroup(title: "Data") var docs: PromptDocOptions

  @Option(help: "Subjects of MMLU: names or globs, separated by commas. Default: all.")
  var subjects: [String] = []

  @Option(help: "Only the first N docs of every subject or task.")
  var limit: Int?

  func run() throws {
    let prompt = try PromptLibrary.bundled().prompt(promptOptions.prompt)
    let loaded = try docs.loaded(under: prompt, subjects: subjects, limit: limit)
    let shots = Set(loaded.tasks.map(\.shots)).sorted().map(String.init).joined(separator: " or ")
    let splits = Set(loaded.tasks.map(\.configuration.splits.evaluated)).sorted().joined(separator: " and ")
    printDiagnostic(
      "\(loaded.tasks.reduce(0) { $0 + $1.docs.count }) contexts of \(loaded.tasks.count) tasks, \(splits) split, "
        + "prompt \(prompt.name), \(shots)-shot")
    try ReportOutput(path: nil).write(PromptDigest.sha256(of: loaded.tasks) + "\n")
  }
}
