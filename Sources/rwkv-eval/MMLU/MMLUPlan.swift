import EvalCore
import EvalTasks

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
