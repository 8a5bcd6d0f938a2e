import ArgumentParser
import EvalCore
import EvalTasks

/// `rwkv-eval tasks validate`: reads tasks and renders every doc.
struct TasksValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract:
      "Checks tasks in full: reads their YAML and their data, and renders every doc with its few-shot examples.",
    discussion: "Exit codes: 0 when everything can be evaluated, 2 when something cannot.")

  @OptionGroup var folders: TaskFolderOptions

  @Argument(help: ArgumentHelp("Tasks, groups, tags or globs of them, or paths of .yaml files.", valueName: "name"))
  var names: [String]

  @OptionGroup var dataOptions: TaskDataOptions

  func run() throws {
    let tasks = try LoadedTasks(names, in: folders, by: dataOptions.reader()) { task in
      printDiagnostic("\(task.configuration.name): \(task.docs.count) docs, \(task.shots)-shot")
    }
    let docs = tasks.tasks.flatMap(\.docs)
    let requests = docs.reduce(0) { $0 + $1.requests.count + $1.unconditional.count + ($1.rolling == nil ? 0 : 1) }
    for note in tasks.notes { printDiagnostic(note) }
    try ReportOutput(path: nil).write(
      "\(tasks.tasks.count) task\(tasks.tasks.count == 1 ? "" : "s"), \(docs.count) docs, \(requests) requests: no error\n"
    )
  }
}
