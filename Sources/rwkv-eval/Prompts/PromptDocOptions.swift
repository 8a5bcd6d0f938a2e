import ArgumentParser
import EvalTasks

/// The docs that prompts are put to: MMLU's, or those of any tasks.
struct PromptDocOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Tasks, groups or tags whose docs are taken, as for `run`. Default: MMLU.", valueName: "name"))
  var tasks: [String] = []

  @OptionGroup var folders: TaskFolderOptions

  @Option(
    help: ArgumentHelp(
      """
      MMLU: a folder or an archive. With --tasks: NAME=PATH, which may be repeated. Default: the bundled model's own \
      questions.
      """, valueName: "path"))
  var data: [String] = []

  @Option(help: "Split of MMLU: test, val or dev.")
  var split = "test"

  @Option(help: "Few-shot examples. Default: none, with --tasks what each task says.")
  var numFewshot: Int?

  /// Where a vocabulary may lie.
  var vocabularyPlace: String {
    get throws {
      if tasks.isEmpty, let path = data.first { return path }
      return try BundledFiles.locate("models/demo")
    }
  }

  /// The docs under a prompt.
  ///
  /// - Parameters:
  ///   - subjects: Of MMLU; empty for all.
  ///   - limit: Docs of every subject or task; nil for all.
  func loaded(under prompt: Prompt, subjects: [String] = [], limit: Int? = nil) throws -> LoadedTasks {
    guard tasks.isEmpty else {
      guard subjects.isEmpty else {
        throw InputError("--subjects chooses among MMLU's, and --tasks names tasks", remedy: "Leave one of them out")
      }
      var reader = TaskReader()
      reader.overrides = try DataOverrides(data)
      reader.limit = limit.map(DocLimit.count)
      reader.numFewshot = numFewshot
      return try LoadedTasks(tasks.taskNames, in: folders, by: reader, under: prompt)
    }
    guard data.count < 2 else {
      throw InputError("--data is given \(data.count) times", remedy: "Give one place of MMLU, or add --tasks")
    }
    let path = try data.first ?? BundledFiles.locate("models/demo/data")
    return try LoadedTasks(
      MMLUDataSet.load(
        path: path, split: MMLUSplit(argument: split), subjects: subjects, limit: limit, numFewshot: numFewshot ?? 0),
      under: prompt)
  }
}
