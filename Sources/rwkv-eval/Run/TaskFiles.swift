import Archives
import EvalCore
import EvalReport
import EvalTasks
import Foundation
import Jinja

/// lm-evaluation-harness's files in a run's folder.
struct TaskFiles {
  private let folder: String
  private let files: LMEvalFiles

  /// The files of a run in its folder: those that are there keep their names, and new ones are named after the run's end,
  /// so that a second try writes what the first one could not.
  init(_ folder: String, _ manifest: RunManifest) {
    self.folder = folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let time = names.compactMap { LMEvalFiles(resultsName: $0) }.first
    files = time ?? LMEvalFiles(time: LocalTime.text(Self.end(manifest)))
  }

  /// The run's end; of an older run, about that.
  private static func end(_ manifest: RunManifest) -> Date {
    if let text = manifest.finishedAt, let end = try? Date(text, strategy: RunManifest.timeStyle) { return end }
    let start = (try? Date(manifest.startedAt, strategy: .iso8601)) ?? Date()
    return start.addingTimeInterval(manifest.elapsedSeconds ?? 0)
  }

  /// Refuses tasks whose names make no file names, before anything is scored.
  static func check(_ loaded: LoadedTasks) throws {
    let files = LMEvalFiles(time: LocalTime.text(Date()))
    var taskOfName: [String: String] = [:]
    for task in loaded.tasks.map(\.configuration.name) {
      let name = files.samplesName(task: task)
      if name.utf8.count > 255 {
        throw InputError(
          "task \(task): its name is too long for its samples file, \(name.utf8.count) bytes of at most 255",
          remedy: "Give the task a shorter name, or leave out --output")
      }
      if let other = taskOfName.updateValue(task, forKey: name) {
        throw InputError(
          "tasks \(other) and \(task) would both have the samples file \(name)",
          remedy: "Rename one of them, or evaluate them with different --output")
      }
    }
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

  /// Writes the files that are not there; the results file last, so that it is there when all are.
  func write(_ measured: TaskResults, manifest: RunManifest, options: TaskDataOptions) throws {
    for (task, samples) in measured.samples {
      try write(files.samplesName(task: task)) { files.samples(samples) }
    }
    try write(files.resultsName) {
      files.results(measured.results, run: measured.run(manifest: manifest, options: options))
    }
  }

  private func write(_ name: String, _ text: () -> String) throws {
    let path = folder + "/" + name
    if !FileManager.default.fileExists(atPath: path) { try ReportOutput(path: path).write(text()) }
  }
}
