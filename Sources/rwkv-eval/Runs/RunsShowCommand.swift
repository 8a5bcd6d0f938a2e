import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// `rwkv-eval runs show`: what is in a run's folder.
struct RunsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a run's settings, files and state, and what to do with it.")

  @Argument(help: ArgumentHelp("The run: \(RunReference.help).", valueName: "run"))
  var folder: String

  func run() throws {
    let folder = try RunReference(folder).folder()
    let manifest = try folder.manifest()
    let files = try folder.files()
    let blocks = [
      Self.lines([("run", folder.path)] + (try Self.state(folder, manifest))),
      Self.lines(ManifestFact.all(manifest).map { ($0.name, $0.value) }),
      Self.lines(files.map { ($0.name, ByteText($0.bytes).text) }), Self.next(folder, manifest),
    ]
    try ReportOutput(path: nil).write(blocks.joined(separator: "\n"))
  }

  private static func state(_ folder: RunFolder, _ manifest: RunManifest) throws -> [(String, String)] {
    guard manifest.elapsedSeconds != nil else {
      let state = "\(try folder.docsDone()) of \(manifest.task.docs) docs"
      return [("state", folder.isBeingWritten ? "running, \(state)" : state)]
    }
    let summary = try folder.measuredSummary()
    return [("state", "done"), ("result", summary.headline ?? "–"), ("verdict", summary.verdict)]
  }

  /// Names and values in two columns.
  private static func lines(_ facts: [(String, String)]) -> String {
    let width = facts.map(\.0.count).max() ?? 0
    return facts.map { $0 + String(repeating: " ", count: width - $0.count) + "  \($1)\n" }.joined()
  }

  private static func next(_ folder: RunFolder, _ manifest: RunManifest) -> String {
    guard manifest.elapsedSeconds != nil else {
      let when = folder.isBeingWritten ? "if it is stopped, to resume it" : "to resume it"
      return "\(when):\n  \(ResumingCommand(of: manifest.commandLine, in: folder).text)\n"
    }
    return "to report it:\n  rwkv-eval report \(ShellWords.joined([folder.path]))\n"
  }
}

/// A size in the unit that suits it.
struct ByteText {
  /// For example `640 B`, `12 kB` or `3.4 MB`.
  let text: String

  init(_ bytes: Int) {
    text =
      switch bytes {
      case ..<1000: "\(bytes) B"
      case ..<999_500: "\((bytes + 500) / 1000) kB"
      case ..<999_950_000: "\((bytes + 50_000) / 1_000_000).\((bytes + 50_000) / 100_000 % 10) MB"
      default: "\((bytes + 50_000_000) / 1_000_000_000).\((bytes + 50_000_000) / 100_000_000 % 10) GB"
      }
  }
}
