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
      Without --model and --data the bundled model answers the bundled questions. A run with --output that was stopped is \
      gone on with by the same command. Exit codes: 0 VALID or SUSPECT, 3 INVALID.
      """)

  @OptionGroup(title: "Model") var modelOptions: ModelOptions
  @OptionGroup(title: "Exit") var exitOptions: ExitOptions
  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Prompt") var promptOptions: PromptOptions

  @Option(help: "Form of the report on standard output: table, markdown, json or csv.")
  var format: ReportFormat = .table

  @Option(
    help: ArgumentHelp(
      "Keeps the run in this folder, manifest.json and outcomes.jsonl; goes on with the run that was stopped there.",
      valueName: "folder"))
  var output: String?

  func run() throws {
    let started = Date()
    let stopped = try output.flatMap { try RunFolder($0).stopped() }
    let loaded = try ModelLoader(
      options: modelOptions, data: dataOptions.data, needsTokenizer: true, recordedLayout: stopped?.manifest.layout,
      exit: exitOptions.rule
    ).load()
    let evaluation = try MMLUEvaluation(
      loaded: loaded, data: dataOptions, prompt: promptOptions, exit: exitOptions.rule)
    for line in loaded.introduction + evaluation.introduction { printDiagnostic(line) }
    var run = try begin(evaluation, stopped, digest: CheckpointDigest(loaded.rwkv?.model.checkpoint), at: started)
    let scored = try evaluation.score(kept: run.kept) { try run.append($0) }
    let manifest = try run.finish(scored)
    if let trace = scored.trace {
      if let output { try OutputError.wrapping { try RunFolder(output).write(trace) } }
      for line in trace.summary { printDiagnostic(line) }
    }
    let result = RunResult(
      outcomes: scored.outcomes, of: manifest, tree: .mmlu(named: manifest.task.name),
      completion: .finished(scored.outcomes.count))
    let report = RunReport(
      manifest: manifest, result: result, exits: LiveExits(manifest, outcomes: scored.outcomes))
    try ReportOutput(path: nil).write(format.render(report, style: .ofStandardOutput))
    if result.verdict.status == .invalid { throw ExitCode(3) }
  }

  private func begin(
    _ evaluation: MMLUEvaluation, _ stopped: StoppedRun?, digest: CheckpointDigest, at started: Date
  ) throws -> RunInProgress {
    let manifest = evaluation.manifest(startedAt: started)
    guard let output else { return RunInProgress(manifest, digest: digest, started: started) }
    let writer = try stopped?.resume(manifest, docs: evaluation.docs) ?? RunFolder(output).create(manifest)
    if stopped != nil {
      printDiagnostic("resuming: \(writer.kept.count) of \(manifest.task.docs) docs are there")
    }
    printDiagnostic("output: \(output); if this run is stopped, the same command goes on with it")
    return RunInProgress(writer, digest: digest, started: started)
  }
}
