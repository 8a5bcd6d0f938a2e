import Console
import EvalStore
import Foundation
import PythonValues

/// A run as a command line names it: its folder, a part of a name in the folder of runs, or `last`.
struct RunReference {
  /// What is said of such an argument in help texts.
  static let help = "its folder, a part of its name that no other run in `rwkv-eval runs` has, or last"
  /// How many runs a message names.
  private static let shown = 10

  let argument: String

  init(_ argument: String) { self.argument = argument }

  /// The run's folder.
  ///
  /// A folder of that path that holds a run comes first, then a run of that name, then the only one with that part in its
  /// name. What has a slash is a path.
  ///
  /// - Throws: `UserError` for a part of several names, or of none; `UserError` when the runs cannot be listed.
  func folder(in shelf: RunShelf = .ofEnvironment) throws -> RunFolder {
    let path = RunFolder(argument)
    guard !argument.isEmpty, !argument.contains("/"), argument != ".", argument != "..", !path.isRun else {
      return path
    }
    let runs = try shelf.runs()
    if argument == "last" {
      guard let last = runs.last else { throw unknown(runs, in: shelf) }
      return last.folder
    }
    if let run = runs.first(where: { $0.name == argument }) { return run.folder }
    let candidates = runs.filter { $0.name.contains(argument) }
    if candidates.count > 1 { throw ambiguous(candidates) }
    if let run = candidates.first { return run.folder }
    // Its own message says what is wrong with it.
    if FileManager.default.fileExists(atPath: argument) { return path }
    throw unknown(runs, in: shelf)
  }

  private func ambiguous(_ runs: [ShelvedRun]) -> UserError {
    UserError(
      "\(argument): \(runs.count) runs have that in their names: \(Self.list(runs))",
      remedy: "Give a part that only one has, or last for the newest of all runs")
  }

  private func unknown(_ runs: [ShelvedRun], in shelf: RunShelf) -> UserError {
    guard !runs.isEmpty else {
      return UserError(
        "\(argument): there is no such folder, and no run in \(shelf.path)",
        remedy: "Give the folder of a run; `mmlu` and `run` make them")
    }
    let question = DidYouMean.question(argument, in: runs.map(\.name) + ["last"])
    return UserError(
      "\(argument): there is no such folder, and no run in \(shelf.path) has that in its name."
        + (question.isEmpty ? "" : " " + question) + " There are \(Self.list(runs))",
      remedy: "Give the folder of a run, a part of a name, or last")
  }

  /// Names, the newest first.
  private static func list(_ runs: [ShelvedRun]) -> String {
    let names = runs.reversed().prefix(shown).map(\.name).joined(separator: ", ")
    return names + (runs.count > shown ? " and \(runs.count - shown) more" : "")
  }
}
