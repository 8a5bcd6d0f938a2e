/// Refuses a task that is asked for twice: its docs would be evaluated twice, and groups could not tell whose results
/// are theirs.
enum TaskRepetition {
  /// Throws when two of the nodes have a task in common.
  static func check(_ nodes: [TaskNode]) throws(TaskConfigurationError) {
    var owners: [String: String] = [:]
    for node in nodes {
      for task in node.tasks {
        if let owner = owners[task.name], owner != node.name {
          throw TaskConfigurationError(
            "the task \"\(task.name)\" is asked for twice, by \"\(owner)\" and by \"\(node.name)\"", path: "tasks",
            remedy: "Ask for one of them.")
        }
        owners[task.name] = node.name
      }
    }
  }
}
