import Console
import ArgumentParser
import EvalCore
import EvalStore
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
        throw UserError("--subjects chooses among MMLU's, and --tasks names tasks", remedy: "Leave one of them out")
      }
      var reader = TaskReader()
      reader.overrides = try DataOverrides(data)
      reader.limit = limit.map(DocLimit.count)
      reader.numFewshot = numFewshot
      return try LoadedTasks(tasks.taskNames, in: folders, by: reader, under: prompt)
    }
    guard data.count < 2 else {
      throw UserError("--data is given \(data.count) times", remedy: "Give one place of MMLU, or add --tasks")
    }
    let path = try data.first ?? BundledFiles.locate("models/demo/data")
    return try LoadedTasks(
      MMLUDataSet.load(
        path: path, split: MMLUSplit(argument: split), subjects: subjects, limit: limit, numFewshot: numFewshot ?? 0),
      under: prompt)
  }
}

/// How docs are put to the model.
struct PromptOptions: ParsableArguments {
  @Option(help: "Prompt: recommended, lm_eval or the path of a prompt file.")
  var prompt = "recommended"
}

extension PromptLibrary {
  /// The prompts that belong to the tool.
  static func bundled() throws -> PromptLibrary { PromptLibrary(folders: [try BundledFiles.locate("prompts")]) }
}

/// A stored run that was made with a known prompt.
struct PromptRun {
  /// The run's folder.
  let path: String

  /// Reads the run and checks its prompt.
  ///
  /// - Throws: `UserError` when the run was made with another prompt, or with another version of the file.
  init(_ path: String, madeWith prompt: Prompt) throws {
    let stored = try StoredReport(path)
    let task = stored.stored.manifest.task
    guard task.promptSHA256 == prompt.sha256 else {
      throw UserError(
        "--scores \(path): the run was made with prompt \(task.prompt) (sha256 \(task.promptSHA256.prefix(12))…), not with "
          + "\(prompt.path) (sha256 \(prompt.sha256.prefix(12))…)",
        remedy: "Give the runs in the order of the prompts; if the file was changed since, make the run again")
    }
    self.path = stored.path
  }

  /// Prints what `rwkv-eval compare` prints of the runs: accuracy of each, changed docs, exact McNemar p.
  static func compare(_ runs: [PromptRun]) throws {
    try CompareCommand.parse(["--"] + runs.map(\.path)).run()
  }
}
