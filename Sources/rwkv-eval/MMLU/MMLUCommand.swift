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
      Without --model and --data the bundled model answers the bundled questions. A run is kept in runs, \
      or where --output says; the same command with --output resumes one that was stopped, and reports one that is finished again. Exit codes: 0 VALID or SUSPECT, 3 INVALID.
      """)

  @OptionGroup(title: "Model") var modelOptions: ModelOptions
  @OptionGroup(title: "Exit") var exitOptions: ExitOptions
  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Prompt") var promptOptions: PromptOptions
  @OptionGroup var keeping: KeepingOptions
  @OptionGroup var progressOptions: ProgressOptions

  @Option(help: "Form of the report on standard output: table, markdown, json or csv.")
  var format: ReportFormat = .table

  func run() throws {
    let started = Date()
    let kept = try KeptRun(keeping)
    let loaded = try ModelLoader(
      options: modelOptions, data: dataOptions.data, needsTokenizer: true, recordedLayout: kept.layout,
      exit: exitOptions.rule
    ).load()
    var plan = try EvaluationPlan.mmlu(data: dataOptions, prompt: promptOptions, standard: loaded.bundledData)
    plan.keepsDocs = !keeping.noDocs
    let run = try Evaluation(plan: plan, loaded: loaded, exit: exitOptions.rule, progress: progressOptions).run(
      kept, startedAt: started)
    try run.conclude(plan, format)
  }
}
