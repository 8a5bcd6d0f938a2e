import EvalCore
import EvalTasks

extension TaskTree {
  /// MMLU's four groups and 57 subjects, as lm-evaluation-harness names them (group version 2, task version 1).
  static func mmlu(named name: String) -> TaskTree {
    TaskTree(
      name: name, version: 2,
      children: MMLUGroup.allCases.map { group in
        TaskTree(
          name: "mmlu_" + group.rawValue, alias: group.rawValue.replacing("_", with: " "), version: 2,
          children: group.subjects.map { TaskTree(name: "mmlu_" + $0, alias: $0, version: 1) })
      })
  }
}
extension RunManifest {
  /// Tasks and groups of the run.
  var taskTree: TaskTree { task.tree ?? .mmlu(named: task.name) }
}
