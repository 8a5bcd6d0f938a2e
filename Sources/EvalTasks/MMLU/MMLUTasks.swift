internal import Console
internal import EvalCore

/// MMLU's tasks, or those of any data in its layout, under a prompt.
public struct MMLUTasks: Sendable {
  /// The group `mmlu` with the tasks that are evaluated; those of subjects that are not MMLU's stand right in it.
  public let group: TaskNode
  /// The tasks with their docs, sorted by the names of their subjects.
  public let tasks: [RenderedTask]
  /// Names of MMLU's subjects that the data lacks, chosen or not, sorted; empty for data that has none of the 57.
  ///
  /// A total over an incomplete set must not be compared with published ones.
  public let absentSubjects: [String]

  /// Renders data.
  ///
  /// - Parameters:
  ///   - folder: Where the YAML of the group `mmlu` is.
  ///   - prompt: How the docs are asked; few-shot examples are the first ones of dev, as the tasks say.
  /// - Throws: `UserError` for the YAML, and `UserError` where the prompt does not fit a doc: among
  ///   those, where it names no right choice, since every doc of MMLU has one.
  public init(_ data: MMLUDataSet, in folder: String, under prompt: Prompt) throws {
    let whole = try TaskLoader(TaskIndex(folders: [folder])).load(["mmlu"])[0]
    let own = whole.tasks
    let known = Dictionary(own.map { ($0.dataset.name ?? $0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var reader = TaskReader()
    reader.numFewshot = data.numFewshot
    // Read once: data may have thousands of subjects of its own.
    let stranger = try own[0].with([.testSplit: data.split.rawValue, .tag: nil, .metadata: nil]).under(prompt)
    let tasks = try data.subjects.map { subject in
      let asked =
        try known[subject.name]?.with([.testSplit: data.split.rawValue]).under(prompt)
        ?? stranger.renamed("mmlu_" + subject.name, alias: subject.name, dataset: subject.name)
      let rendered = try reader.render(
        asked, docs: subject.docs, count: subject.docs.count, of: subject.originalDocs,
        fewShotDocs: { subject.fewShot })
      try Self.requireRightChoices(rendered, prompt)
      return rendered
    }
    let available = Set(data.availableSubjects)
    absentSubjects =
      available.isDisjoint(with: known.keys) ? [] : known.keys.filter { !available.contains($0) }.sorted()
    group = Self.group(whole, of: tasks.map(\.configuration))
    self.tasks = tasks
  }

  private static func group(_ whole: TaskNode, of tasks: [TaskConfiguration]) -> TaskNode {
    let byName = Dictionary(tasks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(whole.tasks.map(\.name))
    guard case .group(let group, let children) = whole else { return whole }
    let strangers = tasks.filter { !known.contains($0.name) }.map(TaskNode.task)
    return .group(group, children: children.compactMap { $0.holding(byName) } + strangers)
  }

  private static func requireRightChoices(_ task: RenderedTask, _ prompt: Prompt) throws(UserError) {
    guard let doc = task.docs.first(where: { $0.gold == .outOfRange }) else { return }
    throw UserError(
      "\(doc.target.debugDescription) is neither the index nor the text of one of the \(doc.choices.count) choices",
      task: task.configuration.name, field: prompt.place(of: "doc_to_target"), docID: doc.docID,
      remedy: "Use doc_to_target: answer, the index from 0.")
  }
}

extension TaskNode {
  /// The node with tasks of the same names in place of its own, and without those that have none; nil where none is left.
  fileprivate func holding(_ tasks: [String: TaskConfiguration]) -> TaskNode? {
    switch self {
    case .task(let task): return tasks[task.name].map(TaskNode.task)
    case .group(let group, let children):
      let held = children.compactMap { $0.holding(tasks) }
      return held.isEmpty ? nil : .group(group, children: held)
    }
  }
}
