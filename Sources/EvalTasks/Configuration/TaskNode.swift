internal import Console
public import EvalCore
internal import PythonValues

/// A task, or a group with what it holds.
public indirect enum TaskNode: Sendable {
  /// A single task.
  case task(TaskConfiguration)
  /// A group.
  case group(GroupConfiguration, children: [TaskNode])

  /// The task's or the group's name.
  public var name: String {
    switch self {
    case .task(let task): task.name
    case .group(let group, _): group.name
    }
  }

  /// All tasks at or below this node, in order; one that is there twice comes twice.
  public var tasks: [TaskConfiguration] {
    switch self {
    case .task(let task): [task]
    case .group(_, let children): children.flatMap(\.tasks)
    }
  }

  /// The names, aliases and whole versions of this node and those below, for reports.
  public var tree: TaskTree {
    switch self {
    case .task(let task): TaskTree(name: task.name, alias: task.alias, version: Self.whole(task.version))
    case .group(let group, let children):
      TaskTree(name: group.name, alias: group.alias, version: Self.whole(group.version), children: children.map(\.tree))
    }
  }

  private static func whole(_ version: PythonValue?) -> Int? {
    switch version {
    case .int(let version): version
    case .double(let version): Int(exactly: version)
    default: nil
    }
  }
}

/// Refuses a task that is asked for twice: its docs would be evaluated twice, and groups could not tell whose results
/// are theirs.
enum TaskRepetition {
  /// Throws when two of the nodes have a task in common.
  static func check(_ nodes: [TaskNode]) throws(UserError) {
    var owners: [String: String] = [:]
    for node in nodes {
      for task in node.tasks {
        if let owner = owners[task.name], owner != node.name {
          throw UserError(
            "the task \"\(task.name)\" is asked for twice, by \"\(owner)\" and by \"\(node.name)\"", path: "tasks",
            remedy: "Ask for one of them.")
        }
        owners[task.name] = node.name
      }
    }
  }
}
