import ArgumentParser
import Console
import EvalCore
import EvalReport
import EvalStore
import Foundation

/// Form of a list.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  case json
}

/// `rwkv-eval runs list`: a line a run.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the runs in runs, or in the folder that \(RunShelf.variable) names, newest last.")

  @Option(help: "Form of the list on standard output: table or json.")
  var format: ListFormat = .table

  func run() throws {
    let shelf = RunShelf.ofEnvironment
    let runs = try shelf.runs().map(ListedRun.init)
    switch format {
    case .table:
      if runs.isEmpty { printDiagnostic("no runs in \(shelf.path); `mmlu` and `run` keep theirs there") }
      try ReportOutput(path: nil).write(Self.table(runs))
      for run in runs { if let problem = run.problem { printDiagnostic("note: \(problem)") } }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      try ReportOutput(path: nil).write(String(decoding: encoder.encode(runs), as: UTF8.self) + "\n")
    }
  }

  /// Columns two spaces apart; empty without runs.
  static func table(_ runs: [ListedRun]) -> String {
    guard !runs.isEmpty else { return "" }
    let head = ["when", "model", "program", "tasks", "result", "verdict", "state", "run"]
    let rows = [head] + runs.map { $0.cells.map(VisibleText.escaped) }
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        .replacing(#/ +$/#, with: "") + "\n"
    }.joined()
  }
}

/// A run as a line of a list.
struct ListedRun: Encodable {
  let run: String
  let path: String
  /// ISO 8601 in UTC; of a damaged run, when its folder was last changed.
  let startedAt: String
  let model: String?
  let program: String?
  let precision: String?
  let tasks: String?
  let docs: Int?
  let docsDone: Int?
  let isFinished: Bool
  /// Whether a process is at it now.
  let isRunning: Bool
  let headline: String?
  let verdict: String?
  /// Why the run cannot be read.
  let problem: String?
  /// Local time to the minute.
  private let when: String

  private enum CodingKeys: CodingKey {
    case run, path, startedAt, model, program, precision, tasks, docs, docsDone, isFinished, isRunning, headline,
      verdict,
      problem
  }

  /// Measures the run, where it is finished and has no summary.
  init(_ shelved: ShelvedRun) {
    run = shelved.name
    path = shelved.folder.path
    startedAt = shelved.started.formatted(.iso8601)
    let style = Date.ISO8601FormatStyle(timeZone: .current)
    let local = shelved.started.formatted(
      style.year().month().day().dateSeparator(.dash).time(includingFractionalSeconds: false))
    when = String(local.replacing("T", with: " ").prefix(16))
    let manifest = try? shelved.manifest.get()
    model = manifest?.model.name
    program = manifest.map(Self.program)
    precision = manifest?.machine.precision
    tasks = manifest?.task.name
    docs = manifest?.task.docs
    let state = Result { try State(of: shelved) }
    let found = try? state.get()
    docsDone = found?.docsDone
    isFinished = found?.isFinished ?? false
    isRunning = !isFinished && shelved.folder.isBeingWritten
    headline = found?.summary?.headline
    verdict = found?.summary?.verdict
    if case .failure(let error) = state { problem = "\(error)" } else { problem = nil }
  }

  /// How far a run is, and what came out.
  private struct State {
    let docsDone: Int
    let isFinished: Bool
    /// Nil for a run that is not finished.
    let summary: RunSummary?

    init(of shelved: ShelvedRun) throws {
      let manifest = try shelved.manifest.get()
      isFinished = manifest.elapsedSeconds != nil
      summary = isFinished ? try shelved.folder.measuredSummary() : nil
      docsDone = isFinished ? manifest.task.docs : try shelved.folder.docsDone()
    }
  }

  /// As `cells` of the table.
  var cells: [String] {
    [
      when, model ?? "?", program ?? "?", tasks ?? "?", headline ?? "–", verdict ?? "–", state, run,
    ]
  }

  private var state: String {
    if problem != nil { return "damaged" }
    if isFinished { return "done" }
    return "\(isRunning ? "running, " : "")\(docsDone ?? 0) of \(docs ?? 0)"
  }

  /// For example `400 loops`, `8, 24, 400 loops, bf16` or `plain`; `–` for a baseline.
  static func program(_ manifest: RunManifest) -> String {
    let loops = manifest.model.readouts.compactMap(\.loops).map(String.init)
    let name =
      switch loops.count {
      case 0: manifest.model.program == nil ? "–" : "plain"
      case ...3: loops.joined(separator: ", ") + " loops"
      default: "\(loops[0])…\(loops[loops.count - 1]) loops (\(loops.count))"
      }
    return name + (manifest.exit == nil ? "" : ", exit")
      + (manifest.machine.isRounded ? ", \(manifest.machine.precision)" : "")
  }
}

extension RunFolder {
  /// The summary of a finished run, as it is kept or else made from its outcomes.
  func measuredSummary() throws -> RunSummary {
    if let kept = summary(by: toolVersion) { return kept }
    let report = try StoredReport(self)
    return RunSummary(
      headline: RunHeadline(report.report).text,
      verdict: report.report.result.verdict.status, toolVersion: toolVersion)
  }
}
