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

  @Option(
    help: "Form of the report on standard output: table, markdown, json, csv, latex, html or lm-eval (its own tables).")
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
    plan.keepsTokens = keeping.tokens
    let run = try Evaluation(plan: plan, loaded: loaded, exit: exitOptions.rule, progress: progressOptions).run(
      kept, startedAt: started)
    try run.conclude(plan, format)
  }
}

extension EvaluationPlan {
  /// MMLU, or any data in its layout, under a prompt.
  ///
  /// - Parameter standard: The bundled model's data, where a bundled model was chosen; taken without `--data`.
  static func mmlu(data options: DataOptions, prompt: PromptOptions, standard: String?) throws -> EvaluationPlan {
    let data = try options.load(standard: standard)
    let loaded = try LoadedTasks(data, under: try PromptLibrary.bundled().prompt(prompt.prompt))
    var plan = try EvaluationPlan(loaded, options: nil, table: .accuracy)
    plan.task.dataPath = data.path
    plan.task.dataSHA256 = data.dataSHA256
    plan.task.limit = options.limit
    plan.task.subjects = options.subjects
    plan.introduction =
      [
        "data: \(data.path), \(data.split.rawValue) split, \(counted(plan.items.count, "doc")) of "
          + counted(data.subjects.count, "subject"),
        "prompt: \(plan.task.prompt), \(options.numFewshot)-shot",
      ] + loaded.notes
    return plan
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension LoadedTasks {
  /// The tasks of data in MMLU's layout.
  init(_ data: MMLUDataSet, under prompt: Prompt) throws {
    let mmlu = try MMLUTasks(data, in: BundledFiles.locate("tasks/mmlu"), under: prompt)
    let absent = mmlu.absentSubjects.count
    let note = "note: the data lacks \(absent) of MMLU's 57 subjects; the total is not comparable with published ones"
    self.init(
      nodes: [mmlu.group], tasks: mmlu.tasks,
      notes: (absent == 0 ? [] : [note]) + TaskNotes(tasks: mmlu.tasks, numFewshot: data.numFewshot).lines)
  }
}
