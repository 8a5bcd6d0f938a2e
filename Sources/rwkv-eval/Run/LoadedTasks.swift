import EvalCore
import EvalTasks

/// The tasks of a run with their docs.
struct LoadedTasks {
  /// What was asked for.
  let nodes: [TaskNode]
  /// Every task once, in the order in which they were asked for.
  let tasks: [RenderedTask]
  /// What a user must know of them before anything is scored, a line each.
  let notes: [String]

  /// The prompt that all of them are under; nil where they are asked as their files say.
  var prompt: Prompt? { tasks.first?.configuration.prompt }

  /// Tasks that are read already.
  init(nodes: [TaskNode], tasks: [RenderedTask], notes: [String]) {
    self.nodes = nodes
    self.tasks = tasks
    self.notes = notes
  }

  /// Reads tasks.
  ///
  /// - Parameters:
  ///   - names: Of tasks, groups and tags, globs, and paths.
  ///   - reader: What reads their data.
  ///   - prompt: How they are asked; nil for as their files say.
  ///   - onTask: Gets every task as soon as it is read.
  init(
    _ names: [String], in folders: TaskFolderOptions, by reader: TaskReader, under prompt: Prompt? = nil,
    onTask: (RenderedTask) -> Void = { _ in }
  ) throws {
    let own = try TaskLoader(folders.index()).load(names)
    nodes = try prompt.map { prompt in try own.map { try $0.under(prompt) } } ?? own
    let families = Self.families(of: nodes)
    let configurations = nodes.flatMap(\.tasks).uniqued(by: \.name)
    try reader.overrides.check(
      against: configurations.map { reader.reference(of: $0, families: families[$0.name] ?? []) })
    for configuration in configurations {
      // What would only be found when all docs are scored.
      _ = try configuration.metricConfigurations()
      _ = try configuration.nativeProcessResults()
    }
    tasks = try configurations.map { configuration in
      let task = try reader.read(configuration, families: families[configuration.name] ?? [])
      onTask(task)
      return task
    }
    notes = TaskNotes(tasks: tasks, numFewshot: reader.numFewshot).lines
  }

  /// The groups that each task is in, the nearest first.
  private static func families(of nodes: [TaskNode]) -> [String: [String]] {
    var families: [String: [String]] = [:]
    func visit(_ node: TaskNode, groups: [String]) {
      switch node {
      case .task(let task): families[task.name, default: []] += groups
      case .group(let group, let children):
        for child in children { visit(child, groups: [group.name] + groups) }
      }
    }
    for node in nodes { visit(node, groups: []) }
    return families
  }

  /// Names and groups for reports; several things that were asked for together are judged each by itself.
  var tree: TaskTree {
    if nodes.count == 1, let node = nodes.first { return node.tree }
    return TaskTree(name: name, children: nodes.map(\.tree), isCollection: true)
  }

  /// What was asked for, in one word.
  var name: String { nodes.map(\.name).joined(separator: ",") }
}
