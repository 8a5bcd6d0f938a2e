import Console
import ArgumentParser
import EvalCore
import EvalReport
import EvalStore
import EvalTasks
import Foundation

/// `rwkv-eval run`: tasks of lm-evaluation-harness, with its prompts, metrics and tables, and a verdict.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluates a model on tasks in lm-evaluation-harness's YAML, with its requests, metrics and tables.",
    discussion: """
      Nothing is fetched: `rwkv-eval tasks show NAME` says where a task's data is to be had, and --data NAME=PATH where it is. \
      A run is kept in runs, with lm-evaluation-harness's results file, or where --output says, with its samples files too (in \
      the folder itself, not in one named after the model; of several loop counts each its own, the largest last). The same \
      command with --output resumes one that was stopped; of one that is finished the report is made again, and files that are missing are \
      written. Exit codes: 0 VALID or SUSPECT, 3 INVALID.
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Tasks, groups, tags or globs of them, or paths of .yaml files; separated by commas or spaces.", valueName: "name"
    ))
  var tasks: [String]

  @Option(
    help: """
      Asks all tasks as a prompt says, and not as their files do: recommended and lm_eval (made for MMLU), or the path of a \
      prompt file.
      """)
  var prompt: String?

  @OptionGroup(title: "Tasks") var folders: TaskFolderOptions
  @OptionGroup(title: "Tasks") var dataOptions: TaskDataOptions
  @OptionGroup(title: "Model") var modelOptions: ModelOptions
  @OptionGroup(title: "Exit") var exitOptions: ExitOptions
  @OptionGroup var keeping: KeepingOptions
  @OptionGroup var progressOptions: ProgressOptions

  @Option(
    help:
      """
      Form of the report on standard output: table, markdown, json (lm-evaluation-harness's results, and the verdict), csv, latex, \
      html or lm-eval (its own tables at every loop count).
      """
  )
  var format: ReportFormat = .table

  @Option(
    help: ArgumentHelp(
      "Writes every request as a line of JSON to this file, or - for standard output, and scores nothing.",
      valueName: "file"))
  var writeRequests: String?

  func validate() throws {
    if tasks.taskNames.isEmpty { throw ValidationError("--tasks names no task; `rwkv-eval tasks list` shows all") }
  }

  private func loadedTasks() throws -> LoadedTasks {
    try LoadedTasks(
      tasks.taskNames, in: folders, by: dataOptions.reader(),
      under: prompt.map { try PromptLibrary.bundled().prompt($0) })
  }

  func run() throws {
    if let writeRequests { return try write(to: writeRequests) }
    let started = Date()
    var kept = try KeptRun(keeping)
    let tasks = try loadedTasks()
    try check(tasks)
    try kept.require { try ResultFiles.check(taskNames: tasks.tasks.map(\.configuration.name)) }
    let loaded = try ModelLoader(
      options: modelOptions, data: nil, needsTokenizer: true, recordedLayout: kept.layout, exit: exitOptions.rule
    ).load()
    var plan = try EvaluationPlan(tasks, options: dataOptions)
    plan.keepsDocs = !keeping.noDocs
    plan.keepsTokens = keeping.tokens
    let run = try Evaluation(plan: plan, loaded: loaded, exit: exitOptions.rule, progress: progressOptions).run(
      kept, startedAt: started)
    try run.conclude(plan, format)
  }

  private func write(to path: String) throws {
    let writer = RequestWriter(path: path)
    try writer.output.check()
    let tasks = try loadedTasks()
    for note in tasks.notes { printDiagnostic(note) }
    try writer.write(tasks.tasks)
  }

  /// An exit rule looks at the choices of a doc.
  private func check(_ tasks: LoadedTasks) throws {
    guard exitOptions.rule != nil, let task = tasks.tasks.first(where: { !$0.canExitEarly }) else { return }
    throw UserError(
      "--exit looks at the probabilities of a doc's choices, and \(task.configuration.name) is not a plain choice among several",
      remedy: "Leave --exit out, or the task")
  }
}

extension RenderedTask {
  fileprivate var canExitEarly: Bool {
    configuration.outputType == .multipleChoice && docs.allSatisfy(\.unconditional.isEmpty)
  }
}
