import ArgumentParser
import Console
import EvalCore
import EvalStore
import Foundation

/// `rwkv-eval runs rm`: removes runs.
struct RunsRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Removes runs, after asking.",
    discussion: """
      Nothing is removed that is not a run's folder, holds anything that no run writes, or is being written.
      """)

  @Argument(help: ArgumentHelp("The runs: \(RunReference.help).", valueName: "run"))
  var runs: [String]

  @Flag(help: "Does not ask.")
  var yes = false

  func run() throws {
    let folders = try runs.map { try RunReference($0).folder() }.uniqued { URL(filePath: $0.path).standardizedFileURL }
    for folder in folders { try folder.requireRemovable() }
    guard try yes || isConfirmed(folders) else {
      printDiagnostic("nothing is removed")
      throw ExitCode(1)
    }
    var freed = 0
    for folder in folders {
      freed += try folder.remove()
      try ReportOutput(path: nil).write("removed \(folder.path)\n")
    }
    try ReportOutput(path: nil).write("freed \(ByteText(freed).text)\n")
  }

  private func isConfirmed(_ folders: [RunFolder]) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw UserError("runs rm: nobody can be asked, since standard input is no terminal", remedy: "Add --yes")
    }
    let bytes = try folders.flatMap { try $0.files() }.reduce(0) { $0 + $1.bytes }
    for folder in folders { printDiagnostic(folder.path) }
    printDiagnostic(
      "Remove \(folders.count == 1 ? "this run" : "these \(folders.count) runs") (\(ByteText(bytes).text))? [y/N]")
    return ["y", "yes"].contains(readLine()?.lowercased())
  }
}
