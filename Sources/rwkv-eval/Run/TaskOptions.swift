public import ArgumentParser
public import EvalTasks

/// Where tasks' data is, and which docs of it are asked about: flags of every command that reads tasks.
struct TaskDataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Where data is: NAME is a task, group, tag, folder of tasks or data set, PATH a file, a folder or an archive with a \
      file a split. May be repeated.
      """, valueName: "name=path"))
  var data: [String] = []

  @Option(help: "Few-shot examples of every doc. Default: what each task says.")
  var numFewshot: Int?

  @Option(help: "Evaluates only the first N docs of every task, or that share of them below 1.")
  var limit: DocLimit?

  @Option(help: "Seed of the few-shot examples that are drawn at random.")
  var seed = 1234

  func validate() throws {
    if let numFewshot, numFewshot < 0 { throw ValidationError("--num-fewshot \(numFewshot): 0 or more") }
  }

  /// What reads the tasks' data.
  func reader() throws -> TaskReader {
    var reader = TaskReader()
    reader.overrides = try DataOverrides(data)
    reader.limit = limit
    reader.numFewshot = numFewshot
    reader.fewShotSeed = seed
    return reader
  }
}

/// Where tasks are found: flags of every command that names tasks.
struct TaskFolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of task files, which win over bundled ones of the same names. May be repeated.", valueName: "folder"))
  var includePath: [String] = []

  /// All tasks, groups and tags, with a note on standard error for every file that could not be read.
  func index() throws -> TaskIndex {
    let index = try TaskIndex(folders: [BundledFiles.locate("tasks")] + includePath)
    for problem in index.problems { printDiagnostic("note: \(problem)") }
    return index
  }
}

extension DocLimit: ExpressibleByArgument {
  /// A limit from an argument.
  public init?(argument: String) { self.init(argument) }
}

extension [String] {
  /// The names in the values of `--tasks`, separated by commas too.
  var taskNames: [String] { flatMap { $0.split(separator: ",") }.map(String.init) }
}
