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
  @OptionGroup(title: "Data") var dataOptions: DataOptions

  func run() throws {
    let template = try promptOptions.template()
    let data = try dataOptions.load(standard: try dataOptions.bundledData())
    let digest = try PromptDigest.sha256(of: data, under: template)
    printDiagnostic(
      "\(data.docCount) contexts of \(data.subjects.count) subjects, \(data.split.rawValue) split of \(data.path), "
        + "prompt \(template.name), \(dataOptions.numFewshot)-shot")
    try ReportOutput(path: nil).write(digest + "\n")
  }
}

extension DataOptions {
  /// The bundled model's questions, when no other data is named.
  func bundledData() throws -> String? { data == nil ? try BundledFiles.locate("models/demo/data") : nil }
}
