import EvalTasks
import FileWriters

/// A folder of task files for one test.
struct SmallTasks {
  /// A task that has every key that it must have, in the file `task.yaml` if nothing else is said.
  static let task = """
    task: small
    dataset_path: json
    test_split: test
    output_type: multiple_choice
    doc_to_text: "{{question}}"
    doc_to_choice: [yes it is, no]
    doc_to_target: answer

    """

  let folder: TemporaryFolder

  /// Writes files by their names.
  init(_ files: [String: String]) throws {
    folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
  }

  /// All names of the folder.
  func index() throws -> TaskIndex { try TaskIndex(folders: [folder.path]) }

  /// What is asked for, by name or glob.
  func load(_ names: String...) throws -> [TaskNode] { try TaskLoader(try index()).load(names) }

  /// The text of the error of loading, with the folder's path as `…`.
  func message(_ names: String...) throws -> String? {
    do {
      _ = try TaskLoader(try index()).load(names)
      return nil
    } catch {
      return "\(error)".replacing(folder.path, with: "…")
    }
  }

  /// The only task of the file `task.yaml`: the small one with lines added.
  static func task(_ lines: String) throws -> TaskConfiguration {
    let tasks = try SmallTasks(["task.yaml": task + lines])
    return try tasks.load("small")[0].tasks[0]
  }

  /// The error of the small task with lines added, which begin at line 8.
  static func message(_ lines: String) throws -> String? {
    try SmallTasks(["task.yaml": task + lines]).message("small")
  }
}
