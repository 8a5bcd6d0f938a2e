import Console
import Archives
import EvalCore
import EvalReport
import EvalStore
import EvalTasks
import Foundation
import PythonValues

/// lm-evaluation-harness's files of a run in a folder.
struct ResultFiles {
  private let folder: String
  /// The run's end; of an older run, about that.
  private let end: Date
  /// Whether the run is of a version that named its files after the time of their writing.
  private let isOlder: Bool
  /// Those that are there, with a results file.
  private let existing: [LMEvalFiles]

  /// The files of a run in a folder: those that are there keep their names, and new ones are named after the run's end,
  /// so that a second try writes what the first one could not.
  init(_ folder: String, _ manifest: RunManifest) {
    self.folder = folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    existing = names.compactMap { LMEvalFiles(resultsName: $0) }
    let finished = manifest.finishedAt.flatMap { try? Date($0, strategy: RunManifest.timeStyle) }
    isOlder = finished == nil
    let start = (try? Date(manifest.startedAt, strategy: .iso8601)) ?? Date()
    end = finished ?? start.addingTimeInterval(manifest.elapsedSeconds ?? 0)
  }

  /// About the bytes of the files of some tasks: every doc, its requests, and what is said of them.
  static func bytes(_ loaded: LoadedTasks) -> Int {
    loaded.tasks.reduce(20_000) { sum, task in
      task.docs.reduce(sum + 5_000) { sum, doc in
        let requests = doc.arguments.reduce(0) { $0 + $1.reduce(160) { $0 + $1.utf8.count } }
        // The doc's own fields are about what one of its requests is made of.
        return sum + 1000 + requests + (doc.arguments.first ?? []).reduce(0) { $0 + $1.utf8.count }
      }
    }
  }

  /// Refuses tasks whose samples would be written to one file.
  static func check(taskNames: [String]) throws {
    var taskOfFile: [String: String] = [:]
    for name in taskNames {
      guard let other = taskOfFile.updateValue(name, forKey: LMEvalFiles.fileName(task: name)) else { continue }
      throw UserError(
        "the samples of the tasks \(other.debugDescription) and \(name.debugDescription) would both be written to "
          + "samples_\(LMEvalFiles.fileName(task: name))_….jsonl", remedy: "Rename one of them, or leave --output out")
    }
  }

  /// Writes the files that are not there: of every read-out its own, that of the most loops last, under times ten
  /// microseconds apart; a results file comes after its samples files, so that it is there when all are.
  ///
  /// - Parameter docs: By task and row, for samples files; nil for results files alone.
  func write(_ report: RunReport, docs: [DocKey: KeptDoc]?) throws {
    for (index, readout) in report.readouts.enumerated() {
      let files = files(index, isLast: index == report.readouts.count - 1)
      if let docs, let metrics = readout.metrics {
        for task in metrics.tasks {
          try write(files.samplesName(task: task.measures.name)) {
            files.samples(try LMEvalSample.samples(of: task, at: metrics.readout) { try Self.question($0, docs) })
          }
        }
      }
      try write(files.resultsName) { files.results(readout) }
    }
  }

  private static func question(_ outcome: Outcome, _ docs: [DocKey: KeptDoc]) throws -> LMEvalSample.Question {
    guard let doc = docs[DocKey(outcome)],
      ContentDigest.hex(doc.arguments.first?.first ?? "") == outcome.promptHash
    else {
      throw UserError(
        "\(DocKey(outcome)) is not in docs.jsonl.gz as it was asked, so that file is not of this run",
        remedy: "Run it again, or put the run's own file back")
    }
    return LMEvalSample.Question(doc: doc.doc, target: doc.target, arguments: doc.arguments)
  }

  private func files(_ index: Int, isLast: Bool) -> LMEvalFiles {
    let files = LMEvalFiles(date: end.addingTimeInterval(Double(index) * 1e-5))
    if isOlder, isLast, let file = existing.first { return file }
    // In another time zone than that of the first try, seconds and their fractions are the same.
    return existing.first { $0.time.suffix(9) == files.time.suffix(9) } ?? files
  }

  private func write(_ name: String, _ text: () throws -> String) throws {
    let path = folder + "/" + name
    if !FileManager.default.fileExists(atPath: path) { try ReportOutput(path: path).write(text()) }
  }
}
