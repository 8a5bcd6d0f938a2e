import Archives
import EvalCore
import EvalReport
import EvalTasks
import Foundation
import PythonValues

/// lm-evaluation-harness's files in a run's folder.
struct TaskFiles {
  private let folder: String
  /// The run's end; of an older run, about that.
  private let end: Date
  /// Whether the run is of a version that named its files after the time of their writing.
  private let isOlder: Bool
  /// Those that are there, with a results file.
  private let existing: [LMEvalFiles]

  /// The files of a run in its folder: those that are there keep their names, and new ones are named after the run's end,
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

  /// Writes the files that are not there: of every read-out its own, that of the most loops last, under times ten
  /// microseconds apart; a results file comes after its samples files, so that it is there when all are.
  func write(_ results: TaskResults) throws {
    for (index, one) in results.measured.enumerated() {
      try write(one, files(index, isLast: index == results.measured.count - 1))
    }
  }

  private func files(_ index: Int, isLast: Bool) -> LMEvalFiles {
    let files = LMEvalFiles(date: end.addingTimeInterval(Double(index) * 1e-5))
    if isOlder, isLast, let file = existing.first { return file }
    // In another time zone than that of the first try, seconds and their fractions are the same.
    return existing.first { $0.time.suffix(9) == files.time.suffix(9) } ?? files
  }

  private func write(_ measured: TaskResults.Measured, _ files: LMEvalFiles) throws {
    for (task, samples) in measured.samples {
      try write(files.samplesName(task: task)) { files.samples(samples) }
    }
    try write(files.resultsName) { files.results(measured.readout) }
  }

  private func write(_ name: String, _ text: () -> String) throws {
    let path = folder + "/" + name
    if !FileManager.default.fileExists(atPath: path) { try ReportOutput(path: path).write(text()) }
  }
}
