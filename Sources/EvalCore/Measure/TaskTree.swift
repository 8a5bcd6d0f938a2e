/// A group of tasks, or a single task where there are no children.
public struct TaskTree: Sendable, Hashable, Codable {
  /// Name, for example `mmlu_stem` or `mmlu_anatomy`; that of a task is the name in its outcomes.
  public let name: String
  /// Name for tables, for example `stem` or `anatomy`.
  public let alias: String
  /// Version of the task's definition, as in lm-evaluation-harness's tables; nil when there is none.
  public let version: Int?
  /// Members of a group.
  public let children: [TaskTree]
  /// Whether the members were only asked for together, so that their docs are no sample of anything common: each of
  /// them is judged by itself.
  public let isCollection: Bool

  /// A group, or a task when `children` is empty.
  public init(
    name: String, alias: String? = nil, version: Int? = nil, children: [TaskTree] = [], isCollection: Bool = false
  ) {
    self.name = name
    self.alias = alias ?? name
    self.version = version
    self.children = children
    self.isCollection = isCollection
  }

  /// Names of the tasks below, or its own for a task.
  public var tasks: [String] { children.isEmpty ? [name] : children.flatMap(\.tasks) }

  /// The tree that has exactly the tasks of a run.
  ///
  /// Tasks that were not run are left out, and groups that are empty then; tasks that the tree does not know come right
  /// below the root. So data with its own subjects has a total and no groups.
  public func covering(_ tasks: some Sequence<String>) -> TaskTree {
    let known = Set(self.tasks)
    let wanted = Set(tasks)
    let strangers = wanted.subtracting(known).sorted().map { TaskTree(name: $0, alias: shortened($0)) }
    return with(children.compactMap { $0.restricted(to: wanted) } + strangers)
  }

  /// The members in the order of their names, at every level.
  public var sorted: TaskTree { with(children.map(\.sorted).sorted { $0.name < $1.name }) }

  private func restricted(to wanted: Set<String>) -> TaskTree? {
    guard !children.isEmpty else { return wanted.contains(name) ? self : nil }
    let kept = children.compactMap { $0.restricted(to: wanted) }
    return kept.isEmpty ? nil : with(kept)
  }

  private func with(_ children: [TaskTree]) -> TaskTree {
    TaskTree(name: name, alias: alias, version: version, children: children, isCollection: isCollection)
  }

  private func shortened(_ task: String) -> String {
    let prefix = name + "_"
    return task.hasPrefix(prefix) ? String(task.dropFirst(prefix.count)) : task
  }
}
