import Archives
import EvalCore
import EvalReport
import EvalTasks
import Foundation
import Jinja

/// lm-evaluation-harness's files in a run's folder.
struct TaskFiles {
  private let folder: String
  private let end: Date
  /// Of a run by an earlier version, whose files were named after the time of their writing.
  private let older: LMEvalFiles?

  /// The files of a run in its folder, named after the run's end, so that a second try writes what the first one could not.
  init(_ folder: String, _ manifest: RunManifest) {
    self.folder = folder
    if let text = manifest.finishedAt, let end = try? Date(text, strategy: RunManifest.timeStyle) {
      self.end = end
      older = nil
    } else {
      let start = (try? Date(manifest.startedAt, strategy: .iso8601)) ?? Date()
      end = start.addingTimeInterval(manifest.elapsedSeconds ?? 0)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      older = names.compactMap { LMEvalFiles(resultsName: $0) }.first
    }
  }

  /// About the bytes of the files of some tasks: every doc, its requests, and what is said of them.
  static func bytes(_ loaded: LoadedTasks) -> Int {
    loaded.tasks.reduce(20_000) { sum, task in
      task.docs.reduce(sum + 5_000) { sum, doc in
        let requests = doc.arguments.reduce(0) { $0 + $1.reduce(60) { $0 + $1.utf8.count } }
        // The doc's own fields are about what one of its requests is made of.
        return sum + 800 + requests + (doc.arguments.first ?? []).reduce(0) { $0 + $1.utf8.count }
      }
    }
  }

  /// Writes the files that are not there: of every read-out its own, that of the most loops last, under times ten
  /// microseconds apart; a results file comes after its samples files, so that it is there when all are.
  func write(_ results: TaskResults) throws {
    for (index, one) in results.measured.enumerated() {
      let isLast = index == results.measured.count - 1
      let files = isLast ? older : nil
      try write(one, files ?? LMEvalFiles(date: end.addingTimeInterval(Double(index) * 1e-5)))
    }
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
