import Console
import ArgumentParser
import EvalTasks

/// `rwkv-eval tasks list`: names of tasks, groups and tags.
struct TasksListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the names of all tasks, groups and tags, with what each is and where it is defined.")

  @OptionGroup var folders: TaskFolderOptions

  @Argument(help: ArgumentHelp("Lists only these: tasks, groups or tags. Default: all.", valueName: "kind"))
  var kind: ListedKind?

  @Option(help: ArgumentHelp("Lists only names that match this glob.", valueName: "glob"))
  var name: String?

  func run() throws {
    let index = try folders.index()
    let names = name.map { index.names(matching: Glob($0)) } ?? index.names
    let entries = names.compactMap { index[$0] }.filter { kind?.includes($0.kind) ?? true }
    guard !entries.isEmpty else {
      throw UserError(
        "no \(kind?.rawValue ?? "name") matches \(name ?? "*")", remedy: "`rwkv-eval tasks list` shows all")
    }
    let width = entries.map(\.name.count).max() ?? 0
    var text = ""
    for entry in entries {
      let place = entry.path ?? "tag of \(entry.members.count) task\(entry.members.count == 1 ? "" : "s")"
      let name = entry.name + String(repeating: " ", count: width - entry.name.count)
      text += "\(name)  \(entry.kind.rawValue)  \(place)\n"
    }
    try ReportOutput(path: nil).write(text)
  }
}

/// What is listed.
enum ListedKind: String, CaseIterable, ExpressibleByArgument {
  case tasks
  case groups
  case tags

  func includes(_ kind: IndexEntry.Kind) -> Bool {
    switch self {
    case .tasks: kind != .group && kind != .tag
    case .groups: kind == .group
    case .tags: kind == .tag
    }
  }
}
