import ArgumentParser
import EvalCore
import EvalReport
import EvalStore
import EvalTasks
import Foundation
import RWKVModel

/// `rwkv-eval mmlu`: MMLU, or any data in its layout, with a verdict.
struct MMLUCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mmlu",
    abstract: "Evaluates a model on MMLU by the log-likelihoods of the answer letters, with a verdict on the result.",
    discussion: """
      Without --model and --data the bundled model answers the bundled questions. Exit codes: 0 VALID or SUSPECT, 3 INVALID.
      """)

  @OptionGroup(title: "Model") var modelOptions: ModelOptions
  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Prompt") var promptOptions: PromptOptions

  @Option(help: "Form of the report on standard output: table, markdown, json or csv.")
  var format: ReportFormat = .table

  @Option(
    help: ArgumentHelp("Keeps the run in this new folder: manifest.json and outcomes.jsonl.", valueName: "folder"))
  var output: String?

  func run() throws {
    let started = Date()
    let loaded = try ModelLoader(options: modelOptions, data: dataOptions.data, needsTokenizer: true).load()
    let evaluation = try MMLUEvaluation(loaded: loaded, data: dataOptions, prompt: promptOptions)
    for line in loaded.introduction + evaluation.introduction { printDiagnostic(line) }
    var manifest = evaluation.manifest(startedAt: started)
    let writer = try output.map { try RunFolder($0).create(manifest) }
    let digest = CheckpointDigest(loaded.rwkv?.model.checkpoint)
    let scored = try evaluation.score()
    try OutputError.wrapping { try writer?.append(scored.outcomes) }
    manifest.work = scored.work
    manifest.model.sha256 = digest.value()
    manifest.elapsedSeconds = Date().timeIntervalSince(started)
    try OutputError.wrapping { [manifest] in try writer?.finish(manifest) }
    let result = RunResult(
      outcomes: scored.outcomes, tree: .mmlu(named: manifest.task.name), readouts: manifest.model.readouts.map(\.loops),
      completion: .finished(scored.outcomes.count))
    let report = RunReport(manifest: manifest, result: result)
    try ReportOutput(path: nil).write(format.render(report, style: .ofStandardOutput))
    if result.verdict.status == .invalid { throw ExitCode(3) }
  }
}
