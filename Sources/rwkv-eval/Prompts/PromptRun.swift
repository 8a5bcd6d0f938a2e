import ArgumentParser
import EvalCore
import EvalStore
import EvalTasks

/// A stored run that was made with a known prompt.
struct PromptRun {
  /// The run's folder.
  let path: String

  /// Reads the run and checks its prompt.
  ///
  /// - Throws: `InputError` when the run was made with another prompt, or with another version of the file.
  init(_ path: String, madeWith prompt: Prompt) throws {
    let stored = try StoredReport(path)
    let task = stored.stored.manifest.task
    guard task.promptSHA256 == prompt.sha256 else {
      throw InputError(
        "--scores \(path): the run was made with prompt \(task.prompt) (sha256 \(task.promptSHA256.prefix(12))…), not with "
          + "\(prompt.path) (sha256 \(prompt.sha256.prefix(12))…)",
        remedy: "Give the runs in the order of the prompts; if the file was changed since, make the run again")
    }
    self.path = stored.path
  }

  /// Prints what `rwkv-eval compare` prints of the runs: accuracy of each, changed docs, exact McNemar p.
  static func compare(_ runs: [PromptRun]) throws {
    try CompareCommand.parse(["--"] + runs.map(\.path)).run()
  }
}
