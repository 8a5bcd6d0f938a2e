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
      A run with --output that was stopped is resumed by the same command; of one that is finished the report is made again, \
      and files that are missing are written. Exit codes: 0 VALID or SUSPECT, 3 INVALID.
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
  @OptionGroup var progressOptions: ProgressOptions

  @Option(
    help: "Form of the report on standard output: table or json (lm-evaluation-harness's results, and the verdict).")
  var format: RunFormat = .table

  @Option(
    help: ArgumentHelp(
      """
      Keeps the run in this folder, with lm-evaluation-harness's results and samples files (in the folder itself, not in one \
      named after the model; of several loop counts each its own, the largest last); resumes the run that was stopped there.
      """, valueName: "folder"))
  var output: String?

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
    let kept = try KeptRun(output)
    let tasks = try loadedTasks()
    try check(tasks)
    if output != nil { try tasks.checkFileNames() }
    let loaded = try ModelLoader(
      options: modelOptions, data: nil, needsTokenizer: true, recordedLayout: kept.layout, exit: exitOptions.rule
    ).load()
    var plan = EvaluationPlan(tasks, options: dataOptions)
    if output != nil { plan.bytesBeside = TaskFiles.bytes(tasks) }
    let run = try Evaluation(plan: plan, loaded: loaded, exit: exitOptions.rule, progress: progressOptions).run(
      output: output, kept, startedAt: started)
    let result = RunResult(
      outcomes: run.outcomes, of: run.manifest, tree: plan.tree, completion: .finished(run.outcomes.count))
    let report = RunReport(manifest: run.manifest, result: result)
    let measured = try TaskResults(
      tasks, outcomes: exitOptions.rule == nil ? run.outcomes : run.outcomes.map(\.atExit), of: report)
    try run.finish(
      { try ReportOutput(path: nil).write(format.render(report, measured.readouts)) },
      { if let output { try TaskFiles(output, run.manifest).write(measured) } })
    if result.verdict.status == .invalid { throw ExitCode(3) }
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
    throw InputError(
      "--exit looks at the probabilities of a doc's choices, and \(task.configuration.name) is not a plain choice among several",
      remedy: "Leave --exit out, or the task")
  }
}

extension RenderedTask {
  fileprivate var canExitEarly: Bool {
    configuration.outputType == .multipleChoice && docs.allSatisfy(\.unconditional.isEmpty)
  }
}

/// Form of a report on tasks.
enum RunFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  case json

  func render(_ run: RunReport, _ readouts: [LMEvalReadout]) -> String {
    let report = LMEvalReport(run, readouts: readouts)
    return switch self {
    case .table: report.render(style: .ofStandardOutput)
    case .json: report.json()
    }
  }
}
