import ArgumentParser
import EvalCore
import EvalTasks
import PythonValues

/// `rwkv-eval tasks show`: a task's configuration as it is used.
struct TasksShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows a task, includes and overrides merged, or the tasks of a group or tag.")

  @OptionGroup var folders: TaskFolderOptions

  @Argument(help: ArgumentHelp("A task, group or tag, or the path of a .yaml file.", valueName: "name"))
  var name: String

  func run() throws {
    let nodes = try TaskLoader(folders.index()).load([name])
    let text = nodes.count == 1 ? TaskText.page(nodes[0]) : TaskText.outline(nodes)
    try ReportOutput(path: nil).write(text)
  }
}

/// Tasks and groups as text.
enum TaskText {
  /// All of a task, or the outline of a group.
  static func page(_ node: TaskNode) -> String {
    guard case .task(let task) = node else { return outline([node]) }
    let header = """
      # \(task.name)
      # file: \(task.path)
      # output type: \(task.outputType.rawValue); evaluated split: \(task.splits.evaluated)
      # data: \(task.dataset.path)\(task.dataset.name.map { ", \($0)" } ?? ""); give it with --data \(task.name)=PATH

      """
    return header + task.source.map { "\($0.key): \(value($0.value))\n" }.joined()
  }

  /// A line a task or group, members indented.
  static func outline(_ nodes: [TaskNode], depth: Int = 0) -> String {
    nodes.map { node in
      let line = String(repeating: "  ", count: depth) + node.name
      guard case .group(let group, let children) = node else { return line + "\n" }
      let metrics = group.metrics.map { "\($0.metric), \($0.weightBySize ? "weighted by size" : "unweighted")" }
      return line + "  (group" + (metrics.isEmpty ? "" : ": " + metrics.joined(separator: "; ")) + ")\n"
        + outline(children, depth: depth + 1)
    }.joined()
  }

  /// Texts as JSON has them, which YAML reads as well; the rest as Python writes it.
  private static func value(_ value: PythonValue) -> String {
    if case .string(let text) = value { return PythonJSON.quoted(text) }
    return value.repr
  }
}
