import Console
import EvalCore
import EvalReport
import EvalStore
import Foundation

/// A run read from its folder, with what a report is made from.
struct StoredReport {
  /// The folder.
  var path: String { stored.folder.path }
  /// What was stored.
  let stored: StoredRun
  /// What a report is made from.
  let report: RunReport

  /// Reads and measures the run that an argument names.
  ///
  /// - Parameter isWhole: Whether its trace and the docs as they were asked are read too.
  init(_ argument: String, isWhole: Bool = false) throws {
    try self.init(RunReference(argument).folder(), isWhole: isWhole)
  }

  /// Reads and measures the run in a folder.
  init(_ folder: RunFolder, isWhole: Bool = false) throws {
    stored = try folder.read()
    let docs = isWhole ? try folder.readDocs() : nil
    report = try RunReport(
      stored.manifest, outcomes: stored.outcomes, tree: stored.manifest.taskTree, completion: stored.completion,
      configurations: folder.readConfigurations(), trace: isWhole ? folder.readTrace() : nil,
      questions: docs?.mapValues(\.asked))
  }

  /// The metrics at some loop counts; empty where accuracy says it all.
  func metrics(atLoops loops: [Int]) -> [RunMetrics] {
    guard stored.manifest.task.measures?.table == .metrics, stored.manifest.exit == nil else { return [] }
    return loops.compactMap { loops in
      stored.manifest.model.readouts.firstIndex { $0.loops == loops }.flatMap { report.readouts[$0].metrics }
    }
  }

  /// Writes lm-evaluation-harness's files into a folder, which is made.
  ///
  /// - Throws: `UserError` for a run that does not say what its tasks measure, and when they cannot be written.
  func writeFiles(into folder: String) throws {
    guard !report.readouts.isEmpty else {
      throw UserError(
        "\(path): was made by an older rwkv-eval, which did not keep what its tasks measure",
        remedy: "Give the command that made it once more: it completes the run and scores nothing again")
    }
    let docs = try stored.folder.readDocs()
    if docs == nil {
      printDiagnostic("note: \(path): the run kept no docs, so that there are results and no samples")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        "cannot be made: \(error.systemReason)", path: folder, remedy: "Choose a folder where you may write",
        kind: .failure)
    }
    try ResultFiles(folder, stored.manifest).write(report, docs: docs)
  }

  /// Tells on standard error what the report's reader must not miss.
  ///
  /// - Parameter isVisible: Whether the report itself shows the verdict on the terminal.
  func warn(isVisible: Bool) {
    if stored.hasTornEnd {
      printDiagnostic("note: \(path): the last line of outcomes.jsonl is half written; its doc is left out")
    }
    let verdict = report.result.verdict
    guard !isVisible, verdict.status != .valid else { return }
    printDiagnostic("\(path): \(verdict.status.rawValue): \(verdict.reasons.map(\.message).joined(separator: "; "))")
  }
}

extension KeptDoc {
  /// What a report shows of it.
  var asked: AskedQuestion { AskedQuestion(examples: examples, arguments: arguments, target: target) }
}
